namespace RevenueFunctions.Invoicing;

/// <summary>What an invoice holds of a grant.</summary>
public sealed record CreditDraw(string GrantId, decimal Amount);
