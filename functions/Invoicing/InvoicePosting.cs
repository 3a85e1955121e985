using RevenueFunctions.Posting;

namespace RevenueFunctions.Functions.Invoicing;

/// <summary>Where the journal entry of an invoice stands.</summary>
/// <param name="State">In its posting lane.</param>
/// <param name="Key">Its posting key.</param>
/// <param name="Sequence">Its place in the lane.</param>
/// <param name="Reference">The document in the ERP, once posted.</param>
/// <param name="Reason">Why it was rejected or set aside.</param>
public sealed record InvoicePosting(LaneEntryState State, string Key, long Sequence, string? Reference, string? Reason)
{
    /// <summary>The posting of a lane entry.</summary>
    public static InvoicePosting? Of(LaneEntry? entry) =>
        entry is null ? null : new InvoicePosting(entry.State, entry.Entry.PostingKey, entry.Sequence, entry.Reference, entry.Reason);
}
