using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>An invoice as a document.</summary>
public static class InvoiceDocument
{
    /// <summary>The document of an invoice; parties as the catalog knows them now.</summary>
    public static PrintedDocument Of(Invoice invoice, LegalEntity seller, Account customer)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(seller);
        ArgumentNullException.ThrowIfNull(customer);
        var isDraft = invoice.State is InvoiceState.Draft or InvoiceState.Void;
        return new PrintedDocument(
            isDraft ? "Draft invoice" : "Invoice",
            invoice.Number,
            "en",
            Seller(seller),
            Customer(customer),
            Facts(invoice, customer),
            new PrintedFact("Amount due", PrintedText.Of(new Money(invoice.AmountDue, invoice.Currency))),
            [.. invoice.Lines.Select(line => Line(invoice, customer, line))],
            Sums(invoice),
            Notes(invoice),
            isDraft ? [] : seller.Details?.Payment ?? [],
            Footer(invoice, seller),
            Watermark(invoice.State));
    }

    /// <summary>The seller of a document.</summary>
    public static PrintedParty Seller(LegalEntity seller)
    {
        ArgumentNullException.ThrowIfNull(seller);
        var details = seller.Details;
        return new PrintedParty(seller.Name, [.. details?.Address ?? [], .. Labelled("Tax id", details?.TaxId), .. Labelled(null, details?.Email)]);
    }

    /// <summary>The customer of a document.</summary>
    public static PrintedParty Customer(Account customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        return new PrintedParty(customer.Name, [.. customer.Address, .. Labelled("Tax id", customer.Tax?.TaxId)]);
    }

    private static IEnumerable<string> Labelled(string? label, string? text) => text is null ? [] : [label is null ? text : $"{label} {text}"];

    private static string? Watermark(InvoiceState state) => state switch
    {
        InvoiceState.Draft => "Draft",
        InvoiceState.Void => "Void",
        InvoiceState.Credited => "Credited",
        _ => null,
    };

    private static ImmutableArray<PrintedFact> Facts(Invoice invoice, Account customer)
    {
        var facts = ImmutableArray.CreateBuilder<PrintedFact>();
        if (invoice.IssuedAt is { } issued)
        {
            facts.Add(new PrintedFact("Issued", PrintedText.Date(customer, issued)));
        }

        if (invoice.DueAt is { } due)
        {
            facts.Add(new PrintedFact("Due", PrintedText.Date(customer, due)));
        }

        if (BillingCalendar.PeriodOf(customer, invoice.PeriodKey) is { } period)
        {
            facts.Add(new PrintedFact("Period", PrintedText.Period(customer, period.Start, period.End)));
        }

        facts.Add(new PrintedFact("Account", invoice.AccountId));
        facts.Add(new PrintedFact("Currency", invoice.Currency));
        return facts.ToImmutable();
    }

    private static PrintedLine Line(Invoice invoice, Account customer, InvoiceLine line)
    {
        var remarks = ImmutableArray.CreateBuilder<string>();
        remarks.Add(PrintedText.Period(customer, line.ServiceFrom, line.ServiceTo));
        if (line.CorrectedPeriod is { } corrected)
        {
            remarks.Add($"for the period from {Day(corrected)}");
        }

        if (line.Conversion is { } conversion)
        {
            remarks.Add($"{PrintedText.Of(new Money(conversion.Amount, conversion.Currency))} × {PrintedText.Number(conversion.Rate)} ({conversion.Source}, {PrintedText.Date(conversion.Date)})");
        }

        if (line.IncludedTax != 0m)
        {
            remarks.Add($"price {PrintedText.Of(new Money(line.Amount + line.IncludedTax, invoice.Currency))} with tax");
        }

        if (line.Discount != 0m)
        {
            remarks.Add($"less {PrintedText.Of(new Money(line.Discount, invoice.Currency))} by coupons");
        }

        if (line.Note is { } note)
        {
            remarks.Add(note);
        }

        return new PrintedLine(
            line.Number, line.Description, remarks.ToImmutable(), $"{PrintedText.Number(line.Quantity)} {line.Unit}", TaxOf(invoice.Taxes, line.TaxClass),
            PrintedText.Amount(line.Amount, invoice.Currency), PrintedText.Steps(line.Derivation), TagOf(line.Kind));
    }

    private static string Day(string periodKey) =>
        DateOnly.TryParseExact(periodKey, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? PrintedText.Date(day) : periodKey;

    private static string? TagOf(LineKind kind) => kind switch
    {
        LineKind.Correction => "Correction",
        LineKind.LateUsage => "Late usage",
        LineKind.MinimumSpend => "Minimum spend",
        LineKind.OneOff => "One-off",
        _ => null,
    };

    /// <summary>The rates of a tax class.</summary>
    internal static string TaxOf(ImmutableArray<InvoiceTax> taxes, string taxClass)
    {
        List<string> rates = [.. taxes.Where(tax => tax.TaxClass == taxClass).Select(tax => PrintedText.Percent(tax.Rate)).Distinct(StringComparer.Ordinal)];
        return rates.Count == 0 ? "–" : string.Join(" + ", rates);
    }

    /// <summary>A tax as a line of the sums.</summary>
    internal static PrintedSum Tax(InvoiceTax tax, string currency)
    {
        var taxBase = PrintedText.Amount(tax.Base, currency);
        return new PrintedSum(
            tax.Treatment == TaxTreatment.Charged ? $"{tax.Name} · {PrintedText.Percent(tax.Rate)} of {taxBase}" : $"{tax.Name} · on {taxBase}", PrintedText.Amount(tax.Amount, currency));
    }

    private static ImmutableArray<PrintedSum> Sums(Invoice invoice)
    {
        var sums = ImmutableArray.CreateBuilder<PrintedSum>();
        if (!invoice.Coupons.IsEmpty)
        {
            sums.Add(new PrintedSum("Charges", Amount(invoice.Lines.Sum(line => line.Amount))));
            sums.AddRange(invoice.Coupons.Select(coupon => new PrintedSum(coupon.Name, Amount(-coupon.Amount))));
        }

        sums.Add(new PrintedSum("Subtotal", Amount(invoice.Subtotal)));
        sums.AddRange(invoice.Taxes.Select(tax => Tax(tax, invoice.Currency)));
        sums.Add(new PrintedSum("Total", Amount(invoice.Total), IsStrong: true));
        if (!invoice.Credits.IsEmpty)
        {
            sums.AddRange(invoice.Credits.Select(credit => new PrintedSum(credit.Name, Amount(-credit.Amount))));
            sums.Add(new PrintedSum("Amount due", Amount(invoice.AmountDue), IsStrong: true));
        }

        if (invoice.Settlement is { } since && (since.CreditedOff != 0m || since.Paid != 0m))
        {
            sums.AddRange(new[] { ("Credited since", since.CreditedOff), ("Paid", since.Paid) }.Where(one => one.Item2 != 0m).Select(one => new PrintedSum(one.Item1, Amount(-one.Item2))));
            sums.Add(new PrintedSum("Open", Amount(invoice.OpenAmount), IsStrong: true));
        }

        return sums.ToImmutable();

        string Amount(decimal amount) => PrintedText.Amount(amount, invoice.Currency);
    }

    private static ImmutableArray<string> Notes(Invoice invoice)
    {
        var notes = invoice.Notes.ToBuilder();
        if (invoice.CreditNote is { } note)
        {
            notes.Insert(0, $"This invoice was taken back by credit note {note.Number}.");
        }

        if (invoice.AmountDue < 0m)
        {
            notes.Add("The amount due is below zero: it is owed to you.");
        }

        return notes.ToImmutable();
    }

    private static ImmutableArray<string> Footer(Invoice invoice, LegalEntity seller)
    {
        var usage = string.Create(CultureInfo.InvariantCulture, $"Covers {invoice.UsageEventCount:N0} usage records · {invoice.UsageSetHash}");
        return [.. Labelled(null, seller.Details?.Registration), $"{invoice.Id} · {usage}"];
    }
}
