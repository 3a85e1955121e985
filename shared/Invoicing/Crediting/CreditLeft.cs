using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>What is left of an invoice after the credit notes on it, line by line and tax by tax. Pure.</summary>
public sealed class CreditLeft
{
    private readonly Dictionary<int, (InvoiceLine Line, decimal Amount, decimal Discount)> lines;
    private readonly InvoiceTax[] taxes;
    private readonly decimal[] credits;

    private CreditLeft(Invoice invoice, Dictionary<int, (InvoiceLine Line, decimal Amount, decimal Discount)> lines, InvoiceTax[] taxes, decimal[] credits) =>
        (Invoice, this.lines, this.taxes, this.credits) = (invoice, lines, taxes, credits);

    /// <summary>The invoice.</summary>
    public Invoice Invoice { get; }

    /// <summary>What is left of the invoice's total.</summary>
    public decimal Total => lines.Values.Sum(left => left.Amount - left.Discount) + taxes.Sum(tax => tax.Amount);

    /// <summary>True when every line and every tax was taken back.</summary>
    public bool IsNothing => lines.Values.All(left => left is { Amount: 0m, Discount: 0m }) && taxes.All(tax => tax.Amount == 0m);

    /// <summary>What the notes leave of the invoice.</summary>
    public static CreditLeft Of(Invoice invoice, IEnumerable<CreditNoteAmounts> notes)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(notes);
        var left = new CreditLeft(
            invoice,
            invoice.Lines.ToDictionary(line => line.Number, line => (line, line.Amount, line.Discount)),
            [.. invoice.Taxes],
            [.. invoice.Credits.Select(credit => credit.Amount)]);
        return notes.Aggregate(left, (standing, note) => standing.After(note));
    }

    /// <summary>What is left of a line, before coupons and tax.</summary>
    public decimal AmountOf(int line) => lines[line].Amount;

    /// <summary>What is left of the coupons' share in a line.</summary>
    public decimal DiscountOf(int line) => lines[line].Discount;

    /// <summary>What is left of a line's net amount.</summary>
    public decimal NetOf(int line) => lines[line].Amount - lines[line].Discount;

    /// <summary>What is left of a tax, by its place on the invoice.</summary>
    public InvoiceTax TaxAt(int tax) => taxes[tax];

    /// <summary>What is left of a prepaid credit, by its place on the invoice.</summary>
    public decimal CreditAt(int credit) => credits[credit];

    /// <summary>What one more note leaves.</summary>
    public CreditLeft After(CreditNoteAmounts note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var after = new CreditLeft(Invoice, new(lines), [.. taxes], [.. credits]);
        foreach (var line in note.Lines)
        {
            var standing = after.lines[line.Line];
            after.lines[line.Line] = (standing.Line, standing.Amount - line.Amount, standing.Discount - line.Discount);
        }

        foreach (var tax in note.Taxes)
        {
            var at = IndexOf(Invoice.Taxes, one => (one.TaxClass, one.Name, one.Rate, one.Treatment) == (tax.TaxClass, tax.Name, tax.Rate, tax.Treatment));
            after.taxes[at] = after.taxes[at] with { Base = after.taxes[at].Base - tax.Base, Amount = after.taxes[at].Amount - tax.Amount };
        }

        foreach (var credit in note.Credits)
        {
            after.credits[IndexOf(Invoice.Credits, one => one.GrantId == credit.GrantId)] -= credit.Amount;
        }

        return after;
    }

    private static int IndexOf<T>(ImmutableArray<T> all, Func<T, bool> isMeant)
    {
        for (var at = 0; at < all.Length; at++)
        {
            if (isMeant(all[at]))
            {
                return at;
            }
        }

        throw new InvalidOperationException("A credit note takes back what is not on its invoice.");
    }
}
