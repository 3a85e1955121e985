using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>A credit note to try out on the invoice, after the ones before it: of single lines, of a part of all, of an amount, or of what is left.</summary>
/// <param name="Lines">What it takes back by charge.</param>
/// <param name="Full">True: all that is left.</param>
/// <param name="Ratio">A part of every line as billed, such as "29/30".</param>
/// <param name="Amount">An amount of the total, tax included.</param>
public sealed record PreviewCreditNote(ImmutableArray<PreviewCreditNoteLine> Lines = default, bool Full = false, string? Ratio = null, decimal? Amount = null)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<PreviewCreditNoteLine> Lines { get; init; } = Lines.IsDefault ? [] : Lines;
}
