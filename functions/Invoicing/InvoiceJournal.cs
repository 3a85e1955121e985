using System.Collections.Immutable;
using RevenueFunctions.Posting;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>What an invoice is booked as: the journal lines of each entry name the invoice lines they book.</summary>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="Entries">Its entry, the reversal when it was compensated, and those of its credit notes and payments; each with its state in the posting lane.</param>
public sealed record InvoiceJournal(string InvoiceId, ImmutableArray<LaneEntry> Entries)
{
    /// <summary>The id that all of them have in traces, logs and messages.</summary>
    public string CorrelationId => Correlation.OfInvoice(InvoiceId);
}
