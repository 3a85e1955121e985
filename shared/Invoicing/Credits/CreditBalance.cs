namespace RevenueFunctions.Invoicing;

/// <summary>What is left of a grant.</summary>
public sealed record CreditBalance(CreditGrant Grant, decimal Remaining);
