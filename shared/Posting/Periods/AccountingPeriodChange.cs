namespace RevenueFunctions.Posting;

/// <summary>What became of closing or reopening an accounting period.</summary>
public abstract record AccountingPeriodChange
{
    private AccountingPeriodChange()
    {
    }

    /// <summary>It is as was asked, or on its way there: its state says which.</summary>
    public sealed record Done(AccountingPeriod Period) : AccountingPeriodChange;

    /// <summary>Nothing was changed; <paramref name="Code"/> says why, kebab-case.</summary>
    public sealed record Refused(string Code, string Reason) : AccountingPeriodChange;
}
