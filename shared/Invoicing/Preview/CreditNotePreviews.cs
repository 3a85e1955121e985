using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>Tries credit notes out on a composed invoice, one after the other.</summary>
internal static class CreditNotePreviews
{
    public static ImmutableArray<PreviewedCreditNote> Of(InvoicePreviewTerms terms, ComposedInvoice composed, CatalogIssues issues)
    {
        var invoice = new Invoice(
            "preview", "preview", "preview", "preview", composed.Currency, InvoiceState.Issued, composed.Lines, composed.Taxes, composed.Subtotal, composed.TaxTotal, composed.Total,
            0, string.Empty, 0) { Credits = composed.Credits, Coupons = composed.Coupons };
        var keys = composed.Lines.ToDictionary(line => line.Number, line => line.RateCardKey);
        var before = new List<CreditNoteAmounts>();
        var notes = ImmutableArray.CreateBuilder<PreviewedCreditNote>();
        for (var at = 0; at < terms.CreditNotes.Length; at++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"creditNotes[{at}]");
            if (ScopeOf(path, terms.CreditNotes[at], composed, issues) is not { } scope)
            {
                return [];
            }

            switch (CreditNoteArithmetic.Compute(invoice, before, scope))
            {
                case CreditComputation.Computed computed:
                    before.Add(computed.Amounts);
                    notes.Add(Previewed(computed, keys));
                    break;
                case CreditComputation.Invalid invalid:
                    Add(path, invalid.Issues, issues);
                    return [];
                case CreditComputation.AboveLeft above:
                    Add(path, above.Issues, issues);
                    return [];
                case CreditComputation.NothingLeft:
                    issues.Add(path, "nothing-left", "Nothing of the invoice is left to credit.", "Leave the note out.");
                    return [];
            }
        }

        return notes.ToImmutable();
    }

    private static PreviewedCreditNote Previewed(CreditComputation.Computed computed, Dictionary<int, string> keys)
    {
        var amounts = computed.Amounts;
        return new PreviewedCreditNote(
            [.. amounts.Lines.Select(line => new PreviewedCreditNoteLine(keys[line.Line], line.Amount, line.Discount, line.Net))],
            amounts.Taxes, amounts.Credits, amounts.Subtotal, amounts.TaxTotal, amounts.Total, computed.IsLast);
    }

    private static CreditScope? ScopeOf(string path, PreviewCreditNote note, ComposedInvoice composed, CatalogIssues issues)
    {
        if (note.Full)
        {
            return new CreditScope.Rest();
        }

        if (note.Amount is { } amount)
        {
            return new CreditScope.OfTotal(amount);
        }

        if (CreditRatio.TryParse(note.Ratio, out var ratio))
        {
            return new CreditScope.OfRatio(ratio.Value);
        }

        var lines = ImmutableArray.CreateBuilder<LineCredit>(note.Lines.Length);
        for (var at = 0; at < note.Lines.Length; at++)
        {
            var credit = note.Lines[at];
            if (composed.Lines.FirstOrDefault(line => line.RateCardKey == credit.Charge) is not { } line)
            {
                issues.Add(string.Create(CultureInfo.InvariantCulture, $"{path}.lines[{at}].charge"), "unknown-charge",
                    $"The invoice has no charge '{CatalogIssues.Shown(credit.Charge)}'.", "Name the key of a charge, or \"minimum-spend\".");
                return null;
            }

            lines.Add(new LineCredit(line.Number, credit.Amount, CreditRatio.TryParse(credit.Ratio, out var part) ? part : null));
        }

        return new CreditScope.ByLine(lines.ToImmutable());
    }

    private static void Add(string path, ImmutableArray<Validation.ValidationIssue> found, CatalogIssues issues)
    {
        foreach (var issue in found)
        {
            issues.Add($"{path}.{issue.Path}", issue.Code, issue.Message, issue.Remedy);
        }
    }
}
