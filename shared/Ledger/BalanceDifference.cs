namespace RevenueFunctions.Ledger;

/// <summary>An account whose running sums differ from the sums of its documents.</summary>
public sealed record BalanceDifference(string Account, decimal KeptDebit, decimal KeptCredit, decimal CountedDebit, decimal CountedCredit);
