namespace RevenueFunctions.Rating;

/// <summary>Why something could not be priced.</summary>
public enum RatingIssueCode
{
    /// <summary>The usage names a contract that the account does not have.</summary>
    UnknownSubscription,

    /// <summary>The contract's plan version is not in the catalog.</summary>
    UnknownPlan,

    /// <summary>The usage's meter is not in the catalog.</summary>
    UnknownMeter,

    /// <summary>No rate card of the plan takes the usage.</summary>
    UnpricedUsage,

    /// <summary>The plan's currency is not the one the account is invoiced in.</summary>
    CurrencyMismatch,

    /// <summary>An amount exceeds 28 digits.</summary>
    AmountOutOfRange,

    /// <summary>The price must see the single events, and they were not handed in with the usage.</summary>
    EventsMissing,
}
