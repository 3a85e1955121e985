using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>An entry of an account's credit ledger; never changes.</summary>
/// <param name="Sequence">From 1, without gaps: the order in which balances changed.</param>
/// <param name="At">When, by the clock of the process that recorded it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Movements">The balances that changed.</param>
/// <param name="InvoiceId">The invoice that drew or returned.</param>
public sealed record CreditEntry(long Sequence, DateTimeOffset At, CreditEntryKind Kind, ImmutableArray<CreditMovement> Movements, string? InvoiceId = null);
