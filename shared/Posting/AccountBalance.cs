namespace RevenueFunctions.Posting;

/// <summary>The balance of one account: debit minus credit.</summary>
public sealed record AccountBalance(string Account, string Name, string Currency, decimal Debit, decimal Credit)
{
    /// <summary>Debit minus credit.</summary>
    public decimal Balance => Debit - Credit;
}
