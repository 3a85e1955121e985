using RevenueFunctions.Ledger;

namespace RevenueFunctions.Functions.Ledger;

/// <summary>Faults for the next postings.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Times">How many postings meet it, 1 to 1,000.</param>
/// <param name="Text">The reason given, for a rejection or an outage.</param>
/// <param name="Delay">How long a slow answer takes, such as "00:00:02".</param>
public sealed record LedgerFaultRequest(LedgerFaultKind Kind, int Times = 1, string? Text = null, TimeSpan? Delay = null);
