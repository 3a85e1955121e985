using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RevenueFunctions.Invoicing;

/// <summary>The identity of a credit note: "{invoice id}:credit:1", ":credit:2" … in the order in which the invoice was credited.</summary>
/// <param name="Invoice">The invoice.</param>
/// <param name="Sequence">From 1.</param>
public readonly record struct CreditNoteId(InvoiceId Invoice, int Sequence)
{
    private const string Mark = ":credit:";

    /// <summary>Row suffix: sorts by invoice, then by sequence.</summary>
    internal string Row => string.Create(CultureInfo.InvariantCulture, $"{Invoice.Row}:{Sequence:D4}");

    /// <summary>Reads an id; false when the text is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CreditNoteId? id)
    {
        ArgumentNullException.ThrowIfNull(text);
        id = null;
        var at = text.LastIndexOf(Mark, StringComparison.Ordinal);
        if (at > 0
            && InvoiceId.TryParse(text[..at], out var invoice)
            && int.TryParse(text[(at + Mark.Length)..], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && sequence is >= 1 and <= 9999)
        {
            var read = new CreditNoteId(invoice.Value, sequence);
            id = read.ToString() == text ? read : null;
        }

        return id is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Invoice}{Mark}{Sequence}");
}
