namespace RevenueFunctions.Rating;

/// <summary>What a line charges.</summary>
public enum LineKind
{
    /// <summary>Usage of the period.</summary>
    Usage,

    /// <summary>A fee that comes again each period.</summary>
    Recurring,

    /// <summary>A charge that comes once.</summary>
    OneOff,

    /// <summary>What the account's minimum spend exceeds its charges by.</summary>
    MinimumSpend,

    /// <summary>A difference to what an earlier invoice charged, because the contract was amended since.</summary>
    Correction,

    /// <summary>Usage of an earlier period that arrived after that was frozen.</summary>
    LateUsage,
}
