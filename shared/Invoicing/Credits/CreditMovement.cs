namespace RevenueFunctions.Invoicing;

/// <summary>A change of one grant's balance.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="Amount">Above zero when it rises.</param>
/// <param name="Remaining">What is left of it after.</param>
public sealed record CreditMovement(string GrantId, decimal Amount, decimal Remaining);
