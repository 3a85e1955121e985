using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>A credit note as a document.</summary>
public static class CreditNoteDocument
{
    /// <summary>The document of a credit note; parties as the catalog knows them now.</summary>
    public static PrintedDocument Of(CreditNote note, LegalEntity seller, Account customer)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(seller);
        ArgumentNullException.ThrowIfNull(customer);
        ImmutableArray<PrintedFact> issued = note.IssuedAt is { } at ? [new PrintedFact("Issued", PrintedText.Date(customer, at))] : [];
        return new PrintedDocument(
            "Credit note",
            note.Number,
            "en",
            InvoiceDocument.Seller(seller),
            InvoiceDocument.Customer(customer),
            [.. issued, new PrintedFact("Invoice", note.InvoiceNumber), new PrintedFact("Account", note.AccountId), new PrintedFact("Currency", note.Currency)],
            new PrintedFact("Credited", PrintedText.Of(new Money(note.Total, note.Currency))),
            [.. note.Lines.Select(line => Line(note, line))],
            Sums(note),
            [note.Reason],
            [],
            seller.Details?.Registration is { } registration ? [registration, note.Id] : [note.Id]);
    }

    private static PrintedLine Line(CreditNote note, CreditNoteLine line)
    {
        ImmutableArray<string> discount = line.Discount == 0m ? [] : [$"less {PrintedText.Of(new Money(line.Discount, note.Currency))} by coupons"];
        return new PrintedLine(
            line.Line,
            line.Description,
            [string.Create(CultureInfo.InvariantCulture, $"line {line.Line} of invoice {note.InvoiceNumber}"), .. discount],
            string.Empty,
            InvoiceDocument.TaxOf(note.Taxes, line.TaxClass),
            PrintedText.Amount(line.Amount, note.Currency),
            []);
    }

    private static ImmutableArray<PrintedSum> Sums(CreditNote note)
    {
        var sums = ImmutableArray.CreateBuilder<PrintedSum>();
        sums.Add(new PrintedSum("Subtotal", Amount(note.Subtotal)));
        sums.AddRange(note.Taxes.Select(tax => InvoiceDocument.Tax(tax, note.Currency)));
        sums.Add(new PrintedSum("Total credited", Amount(note.Total), IsStrong: true));
        if (!note.Credits.IsEmpty)
        {
            sums.AddRange(note.Credits.Select(credit => new PrintedSum($"{credit.Name}, given back", Amount(credit.Amount))));
            sums.Add(new PrintedSum("Off the amount owed", Amount(note.AmountOff), IsStrong: true));
        }

        return sums.ToImmutable();

        string Amount(decimal amount) => PrintedText.Amount(amount, note.Currency);
    }
}
