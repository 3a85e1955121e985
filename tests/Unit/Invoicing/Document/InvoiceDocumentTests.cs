using System.Collections.Immutable;
using System.Text.RegularExpressions;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Invoicing.Document;

/// <summary>The invoice as a page: everything that it says, nothing that could run, whatever the names are.</summary>
public partial class InvoiceDocumentTests
{
    private static readonly DateTimeOffset March = new(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(1));
    private static readonly LegalEntity Seller = new("de01", "Acme Cloud GmbH", "EUR", "DE", "DE-", Details: new SellerDetails(
        ["Torstraße 1", "10119 Berlin", "Germany"], "DE123456789", "HRB 1234 B, Amtsgericht Charlottenburg", "billing@acme.example", ["IBAN DE02 1203 0000 0000 2020 51, BIC BYLADEM1001", "Please state the invoice number."]));

    private static readonly Account Customer = new("acme", "Müller & Söhne <Handel>", "de01", "Europe/Berlin", "DE", Tax: new TaxProfile("DE987654321"), Address: ["Hauptstraße 5", "50667 Köln"]);

    [Fact]
    public void Render_IssuedInvoice_SaysEverythingThatFinanceAsksFor()
    {
        var page = Page(Issued());
        foreach (var text in new[]
        {
            "DE-000042", "Acme Cloud GmbH", "DE123456789", "Müller &amp; Söhne &lt;Handel&gt;", "DE987654321", "1 April 2026", "1 May 2026", "1 – 31 March 2026", "Late usage", "for the period from 1 February 2026",
            "Launch discount", "−10.00", "USt 19 % · 19 % of 1,190.75", "226.24", "1,416.99", "Goodwill", "−50.00", "1,366.99 EUR", "2 × 0.5", "100.00 USD × 0.921 (ECB, 31 March 2026)", "IBAN", "HRB 1234 B",
        })
        {
            Assert.Contains(text, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("watermark\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(InvoiceState.Draft, "Draft")]
    [InlineData(InvoiceState.Void, "Void")]
    [InlineData(InvoiceState.Credited, "Credited")]
    public void Render_NoValidDemand_BearsAWatermark(InvoiceState state, string watermark) =>
        Assert.Contains($"<p class=\"watermark\" aria-hidden=\"true\">{watermark}</p>", Page(Issued() with { State = state }), StringComparison.Ordinal);

    [Fact]
    public void Render_CreditNote_NamesItsInvoiceAndWhatComesBack()
    {
        var note = new CreditNote(
            "acme:20260301:credit:1", "k", "acme:20260301", "DE-000042", "de01", "acme", "EUR", "Wrong region.", [new CreditNoteLine(2, "api", "Requests", "standard", 100m, 10m)],
            [new InvoiceTax("standard", "USt 19 %", 0.19m, 90m, 17.10m)], [new InvoiceCredit("g1", "Goodwill", 50m)], 90m, 17.10m, 107.10m, false, false, "hash", 1_366.99m, "DE-CN-000007", March.AddMonths(2));
        var page = DocumentHtml.Render(CreditNoteDocument.Of(note, Seller, Customer));
        foreach (var text in new[] { "Credit note", "DE-CN-000007", "line 2 of invoice DE-000042", "less 10.00 EUR by coupons", "107.10 EUR", "Goodwill, given back", "57.10", "Wrong region." })
        {
            Assert.Contains(text, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_PartlyPaidInvoice_SaysWhatIsOpen()
    {
        var page = Page(Issued() with { Settlement = new InvoiceSettlement(Credited: 100m, Paid: 1_000m, CreditNotes: 1, Payments: 1) });
        foreach (var text in new[] { "Credited since", "−100.00", "Paid", "−1,000.00", "Open", "266.99" })
        {
            Assert.Contains(text, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_HostileTexts_CannotLeaveTheirPlace()
    {
        const string Hostile = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&{}";
        var line = Line(1, 10m) with { Description = Hostile, Unit = Hostile, Note = Hostile, CorrectedPeriod = Hostile, Product = Hostile };
        var invoice = Issued() with { Lines = [line], Notes = [Hostile], Coupons = [new(Hostile, Hostile, 1m)], Credits = [new(Hostile, Hostile, 1m)], Number = Hostile, Taxes = [new("standard", Hostile, 0.1m, 1m, 1m)] };
        var page = DocumentHtml.Render(InvoiceDocument.Of(invoice, Seller with { Name = Hostile, Details = new SellerDetails([Hostile], Hostile, Hostile, Hostile, [Hostile]) }, Customer with { Name = Hostile, Address = [Hostile] }));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Elements(Page(Issued())), Elements(page).Union(Elements(Page(Issued()))).Order());
    }

    [Fact]
    public void Render_Page_LoadsNothingAndRunsNothing()
    {
        var page = Page(Issued());
        foreach (var forbidden in new[] { "<script", "javascript:", "http:", "https:", "url(", "@import", " style=", " onload" })
        {
            Assert.DoesNotContain(forbidden, page, StringComparison.OrdinalIgnoreCase);
        }

        Assert.StartsWith("default-src 'none'; style-src 'sha256-", DocumentHtml.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", DocumentHtml.ContentSecurityPolicy, StringComparison.Ordinal);
    }

    /// <summary>The invoice that the tests show, also to people: <see cref="DocumentHtml"/> is looked at in a browser with it.</summary>
    internal static Invoice Issued()
    {
        ImmutableArray<InvoiceLine> lines =
        [
            Line(1, 49m) with { Description = "Platform", Kind = LineKind.Recurring, Quantity = 1m, Unit = "period", Discount = 0.41m },
            Line(2, 1059.65m) with
            {
                Description = "Requests", Quantity = 5_419m, Discount = 8.82m, Unit = "request",
                Derivation = new Derivation("scale", 1, "graduated", [new("up to 2", 2m, 0.5m, 0m, 1m), new("above 2", 4_234.6m, 0.25m, 0m, 1058.65m)], 1059.65m, []),
            },
            Line(3, 92.10m) with { Description = "Support (US desk)", Kind = LineKind.OneOff, Quantity = 1m, Unit = "piece", Discount = 0.77m, Conversion = new LineConversion("USD", 100m, 0.921m, new DateOnly(2026, 3, 31), "ECB") },
            Line(4, 0m) with { Description = "Requests", Kind = LineKind.LateUsage, CorrectedPeriod = "20260201", Quantity = 3m, Note = "Arrived after the period was closed." },
        ];
        return new Invoice(
            "acme:20260301", "de01", "acme", "20260301", "EUR", InvoiceState.Posted, lines, [new InvoiceTax("standard", "USt 19 %", 0.19m, 1190.75m, 226.24m)], 1190.75m, 226.24m, 1416.99m,
            12_345, new string('a', 32), 30, "DE-000042", March.AddMonths(1).AddHours(3), March.AddMonths(2).AddHours(3))
        {
            Coupons = [new InvoiceCoupon("launch", "Launch discount", 10m)],
            Credits = [new InvoiceCredit("g1", "Goodwill", 50m)],
            Notes = ["3 usage records that arrived late were written off by the contract's policy."],
        };
    }

    private static InvoiceLine Line(int number, decimal amount) => new(
        number, "s1", "card", "api", "Requests", March, March.AddMonths(1), 5m, "request", amount, "standard", new Derivation("scale", 1, "flat", [new("whole period", 0m, 0m, amount, amount)], amount, []));

    private static string Page(Invoice invoice) => DocumentHtml.Render(InvoiceDocument.Of(invoice, Seller, Customer));

    private static List<string> Elements(string page) => [.. Tag().Matches(page).Select(tag => tag.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex("<[a-z0-9]+")]
    private static partial Regex Tag();
}
