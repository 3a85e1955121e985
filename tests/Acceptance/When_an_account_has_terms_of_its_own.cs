using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>Minimum spend, coupons, inclusive tax, reverse charge and prepaid credit, from the catalog to the invoice and its printed page.</summary>
public class When_an_account_has_terms_of_its_own
{
    private const string Catalog = """
        {
          "legalEntities": [{"id": "de01", "name": "Acme GmbH", "currency": "EUR", "jurisdiction": "DE", "invoicePrefix": "DE-",
            "details": {"address": ["Torstraße 1", "10119 Berlin"], "taxId": "DE123456789", "payment": ["IBAN DE02 1203 0000 0000 2020 51"]}}],
          "taxTables": [
            {"jurisdiction": "DE", "rates": [{"taxClass": "standard", "name": "USt", "rate": "0.19"}]},
            {"jurisdiction": "DE-shop", "inclusive": true, "rates": [{"taxClass": "standard", "name": "USt", "rate": "0.19"}]},
            {"jurisdiction": "FR", "reverseChargeNote": "Autoliquidation.", "rates": [{"taxClass": "standard", "name": "TVA", "rate": "0.2"}]}],
          "plans": [{"key": "base", "version": 1, "name": "Base", "currency": "EUR", "rateCards": [{"key": "fee", "product": "platform", "name": "Platform <fee>", "price": {"model": "flat", "amount": "100"}}]}],
          "exchangeRates": [{"from": "EUR", "to": "USD", "date": "2026-03-15", "rate": "1.1", "source": "ECB"}],
          "coupons": [{"key": "tenth", "name": "Launch offer", "percent": "10"}, {"key": "once", "name": "Welcome", "amount": "5", "currency": "EUR", "uses": 1, "products": ["platform"]}],
          "accounts": [
            {"id": "terms", "name": "Terms", "legalEntityId": "de01", "timeZone": "Europe/Berlin", "jurisdiction": "DE", "coupons": ["tenth"], "minimumSpend": {"amount": "150"}},
            {"id": "shop", "name": "Shop", "legalEntityId": "de01", "timeZone": "Europe/Berlin", "jurisdiction": "DE-shop", "coupons": ["once"]},
            {"id": "dollars", "name": "Dollars", "legalEntityId": "de01", "timeZone": "Europe/Berlin", "jurisdiction": "DE", "currency": "USD"},
            {"id": "french", "name": "Société", "legalEntityId": "de01", "timeZone": "Europe/Paris", "jurisdiction": "FR", "tax": {"taxId": "FR40303265045", "reverseCharge": true}}],
          "subscriptions": [
            {"id": "s1", "accountId": "terms", "planKey": "base", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00"},
            {"id": "s2", "accountId": "shop", "planKey": "base", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00"},
            {"id": "s4", "accountId": "dollars", "planKey": "base", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00"},
            {"id": "s3", "accountId": "french", "planKey": "base", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00"}]
        }
        """;

    [Fact]
    public async Task Should_invoice_by_them_and_print_what_they_did()
    {
        await using var host = await StartAsync();
        Assert.Equal(201, (await host.PutAsync("/api/v1/accounts/terms/credits/annual", """{"amount":"60","name":"Annual commitment"}""")).Status);
        Assert.Equal(200, (await host.PutAsync("/api/v1/accounts/terms/credits/annual", """{"amount":"60.00","name":"Annual commitment"}""")).Status);
        Assert.Equal(409, (await host.PutAsync("/api/v1/accounts/terms/credits/annual", """{"amount":"61","name":"Annual commitment"}""")).Status);

        // 100 and 50 to the minimum, less a tenth, 19 % of each line, 60 paid from credit.
        var invoice = await CloseAsync(host, "terms", "20260301");
        Assert.Equal(("135.00", "25.65", "160.65", "100.65"), (Text(invoice, "subtotal"), Text(invoice, "taxTotal"), Text(invoice, "total"), Text(invoice, "amountDue")));
        Assert.Equal(("15.00", "60.00"), (Text(invoice["coupons"]![0]!, "amount"), Text(invoice["credits"]![0]!, "amount")));
        var lines = (await host.GetAsync("/api/v1/invoices/terms:20260301/lines")).Json!["items"]!.AsArray();
        Assert.Equal([("platform", "100.00", "10.00"), ("minimum-spend", "50.00", "5.00")], lines.Select(line => (Text(line!, "product"), Text(line!, "amount"), Text(line!, "discount"))));
        Assert.Equal("minimumSpend", Text(lines[1]!, "kind"));

        var grant = (await host.GetAsync("/api/v1/accounts/terms/credits")).Json!["items"]![0]!;
        Assert.Equal(("used", "60.00", "0.00"), (Text(grant, "state"), Text(grant, "drawn"), Text(grant, "remaining")));
        var ledger = (await host.GetAsync("/api/v1/accounts/terms/credits/ledger")).Json!["items"]!.AsArray();
        Assert.Equal(["granted", "drawn"], ledger.Select(entry => Text(entry!, "kind")));
        Assert.Equal("terms:20260301", Text(ledger[1]!, "invoiceId"));

        // The coupon with one use is gone after the first invoice of the account.
        Assert.Equal(("95.00", "15.17"), Totals(await CloseAsync(host, "shop", "20260301")));
        Assert.Equal(("100.00", "15.97"), Totals(await CloseAsync(host, "shop", "20260401")));

        var french = await CloseAsync(host, "french", "20260301");
        Assert.Equal(("100.00", "0.00"), Totals(french));
        Assert.Equal("Autoliquidation. Tax id of the recipient: FR40303265045.", french["notes"]![0]!.ToString());
        await AssertDocumentAsync(host, invoice);
    }

    [Fact]
    public async Task Should_invoice_in_its_currency_at_a_dated_rate_and_book_in_the_entitys()
    {
        await using var host = await StartAsync();
        var invoice = await CloseAsync(host, "dollars", "20260301");
        Assert.Equal(("USD", "110.00", "130.90"), (Text(invoice, "currency"), Text(invoice, "subtotal"), Text(invoice, "total")));
        var conversion = (await host.GetAsync("/api/v1/invoices/dollars:20260301/lines")).Json!["items"]![0]!["conversion"]!;
        Assert.Equal(("EUR", "100.00", "1.1", "2026-03-15", "ECB"), (Text(conversion, "currency"), Text(conversion, "amount"), Text(conversion, "rate"), Text(conversion, "date"), Text(conversion, "source")));
        var balance = (await host.GetAsync("/api/v1/ledger/de01/trial-balance?recount=true")).Json!;
        Assert.True(balance["isBalanced"]!.GetValue<bool>() && balance["recount"]!["isExact"]!.GetValue<bool>(), balance.ToJsonString());
        var run = await host.PostAsync("/api/v1/reconciliation/runs", """{"legalEntity":"de01"}""");
        Assert.True(run.Status == 201 && Text(run.Json!, "breaks") == "0", $"{run.Json}");
    }

    [Fact]
    public async Task Should_give_credit_back_when_the_invoice_is_taken_back()
    {
        await using var host = await StartAsync();
        await host.PutAsync("/api/v1/accounts/terms/credits/annual", """{"amount":"60"}""");

        // The grant has an entry of its own, which the fault is not meant for.
        await host.UntilAsync("/api/v1/ledger/de01/entries", entries => entries["items"]!.AsArray().Count == 1);
        Assert.Equal(200, (await host.PostAsync("/api/v1/ledger/de01/faults", """{"kind":"reject","times":1,"text":"Closed."}""")).Status);
        Assert.Equal(202, (await host.PostAsync("/api/v1/accounts/terms/periods/20260301/close", """{"force":true}""")).Status);
        await host.UntilAsync("/api/v1/lanes/de01", lane => Text(lane, "state") == "blocked");
        Assert.Equal("0.00", Text((await host.GetAsync("/api/v1/accounts/terms/credits")).Json!["items"]![0]!, "remaining"));

        Assert.Equal(200, (await host.PostAsync("/api/v1/lanes/de01/skip", """{"reason":"Wrong customer."}""")).Status);
        var asked = await host.UntilAsync("/api/v1/exceptions?kind=saga", cases => cases["items"]!.AsArray().Count == 1);
        await host.PostAsync($"/api/v1/exceptions/{Uri.EscapeDataString(Text(asked["items"]![0]!, "id"))}/resolve", """{"action":"abort","note":"Not theirs."}""");
        await host.UntilAsync("/api/v1/sagas/invoice:terms:20260301", saga => Text(saga["saga"]!, "state") == "compensated");
        Assert.Equal("60.00", Text((await host.GetAsync("/api/v1/accounts/terms/credits")).Json!["items"]![0]!, "remaining"));
        Assert.Equal(["granted", "drawn", "returned"], (await host.GetAsync("/api/v1/accounts/terms/credits/ledger")).Json!["items"]!.AsArray().Select(entry => Text(entry!, "kind")));
    }

    [Fact]
    public async Task Should_refuse_terms_that_make_no_sense_by_name()
    {
        await using var host = await StartAsync();
        (string Path, string Json, int Status, string Code)[] refused =
        [
            ("/api/v1/accounts/terms/credits/g", """{"amount":"-1"}""", 400, "out-of-range"),
            ("/api/v1/accounts/terms/credits/g", """{"amount":"0.001"}""", 400, "below-minor-unit"),
            ("/api/v1/accounts/terms/credits/g", """{"amount":"1","currency":"XYZ"}""", 400, "unknown-currency"),
            ("/api/v1/accounts/terms/credits/g", """{"amount":"1","products":["none"]}""", 400, "unknown-product"),
            ("/api/v1/accounts/none/credits/g", """{"amount":"1"}""", 404, string.Empty),
            ("/api/v1/coupons/c", """{"key":"c","name":"C","percent":"101"}""", 400, "out-of-range"),
            ("/api/v1/coupons/c", """{"key":"c","name":"C","percent":"10","amount":"1","currency":"EUR"}""", 400, "one-of"),
            ("/api/v1/coupons/c", """{"key":"c","name":"C","percent":"10","products":["none"]}""", 400, "unknown-product"),
            ("/api/v1/accounts/terms", """{"id":"terms","name":"T","legalEntityId":"de01","timeZone":"Europe/Berlin","jurisdiction":"DE","coupons":["none"]}""", 400, "unknown-coupon"),
            ("/api/v1/accounts/terms", """{"id":"terms","name":"T","legalEntityId":"de01","timeZone":"Europe/Berlin","jurisdiction":"DE","currency":"USD","coupons":["once"]}""", 400, "currency-mismatch"),
            ("/api/v1/accounts/terms", """{"id":"terms","name":"T","legalEntityId":"de01","timeZone":"Europe/Berlin","jurisdiction":"DE","tax":{"reverseCharge":true}}""", 400, "missing"),
            ("/api/v1/accounts/terms", """{"id":"terms","name":"T","legalEntityId":"de01","timeZone":"Europe/Berlin","jurisdiction":"DE","minimumSpend":{"amount":"0"}}""", 400, "out-of-range"),
        ];
        foreach (var (path, json, status, code) in refused)
        {
            var answer = await host.PutAsync(path, json);
            Assert.True(answer.Status == status && (code.Length == 0 || answer.Json!["errors"]!.AsArray().Any(error => Text(error!, "code") == code)), $"{json}: {answer.Status} {answer.Json}");
        }
    }

    internal static async Task<FabricHost> StartAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var host = await FabricHost.StartAsync(plain => settings is null ? plain : plain with { Settings = settings });
        var imported = await host.PostAsync("/api/v1/catalog/import", Catalog);
        Assert.True(imported.Status == 200, $"{imported.Json}");
        return host;
    }

    private static async Task AssertDocumentAsync(FabricHost host, JsonNode invoice)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var page = await client.GetAsync(invoice["links"]!["document"]!.ToString());
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", string.Join(';', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var html = await page.Content.ReadAsStringAsync();
        foreach (var text in new[] { Text(invoice, "number"), "Platform &lt;fee&gt;", "Torstraße 1", "DE123456789", "IBAN DE02", "1 – 31 March 2026", "Launch offer", "Annual commitment", "100.65 EUR", "Minimum spend" })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }

        using var none = await client.GetAsync("/api/v1/invoices/terms:20990101/document");
        Assert.Equal(404, (int)none.StatusCode);
    }

    private static async Task<JsonNode> CloseAsync(FabricHost host, string account, string period)
    {
        Assert.Equal(202, (await host.PostAsync($"/api/v1/accounts/{account}/periods/{period}/close", """{"force":true}""")).Status);
        return await host.UntilAsync($"/api/v1/invoices/{account}:{period}", invoice => invoice["state"]?.ToString() == "posted");
    }

    private static (string Total, string Tax) Totals(JsonNode invoice) => (Text(invoice, "total"), Text(invoice, "taxTotal"));

    private static string Text(JsonNode node, string member) => node[member]!.ToString();
}
