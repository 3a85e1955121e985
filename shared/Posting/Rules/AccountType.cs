namespace RevenueFunctions.Posting;

/// <summary>What an account of a chart is.</summary>
public enum AccountType
{
    /// <summary>What the entity owns or is owed.</summary>
    Asset,

    /// <summary>What the entity owes.</summary>
    Liability,

    /// <summary>What is left for the owners.</summary>
    Equity,

    /// <summary>What is earned.</summary>
    Revenue,

    /// <summary>What it costs.</summary>
    Expense,
}
