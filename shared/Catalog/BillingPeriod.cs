namespace RevenueFunctions.Catalog;

/// <summary>A billing period of an account: from the start of its anchor day to the start of the next one, in the account's time zone.</summary>
/// <param name="Key">The local start date, yyyyMMdd; sorts by time.</param>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive.</param>
public sealed record BillingPeriod(string Key, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>True when the instant lies in the period.</summary>
    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;
}
