namespace RevenueFunctions.Invoicing;

/// <summary>Where a grant of prepaid credit comes from; it decides what it is booked against.</summary>
public enum GrantFunding
{
    /// <summary>The customer paid for it: the money is in the bank.</summary>
    Paid,

    /// <summary>It was given, such as for goodwill: it lessens revenue, as a discount does.</summary>
    Given,
}
