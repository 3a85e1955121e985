namespace RevenueFunctions.Ledger;

/// <summary>One act of misbehaviour.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Text">The reason given, for a rejection or an outage.</param>
/// <param name="Delay">How long it takes, for a slow answer.</param>
public sealed record LedgerFault(LedgerFaultKind Kind, string? Text = null, TimeSpan? Delay = null);
