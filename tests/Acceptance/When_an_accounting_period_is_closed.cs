using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>A fee in advance is deferred, recognised when its month is closed, and what comes for that month afterwards is booked on the next one.</summary>
public sealed class When_an_accounting_period_is_closed(RunningFabric fabric) : IClassFixture<RunningFabric>, IDisposable
{
    private const string Periods = "/api/v1/legal-entities/de01/accounting-periods";

    // Nobody closes a billing period while the days go by but the test.
    private static readonly Dictionary<string, string?> Quiet = new() { ["ClosePeriodsSchedule"] = "0 0 0 1 1 *", ["AccountingSchedule"] = "* * * * * *" };

    private readonly ShiftedClock clock = new(At("2026-11-05"));
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Should_recognise_accrue_and_let_nothing_in_any_more()
    {
        await using var host = await FabricHost.StartAsync(options => options with { Clock = clock, Settings = Quiet });
        await host.PostAsync("/api/v1/catalog/import", Catalog());
        await BillAsync(host, "20261001");
        Assert.Equal("-30.00", await BalanceAsync(host, "2400"));
        Assert.Equal(409, (await host.SendAsync(HttpMethod.Post, $"{Periods}/202611/close")).Status);

        clock.GoTo(At("2026-12-03"));
        Assert.Equal(202, (await host.SendAsync(HttpMethod.Post, $"{Periods}/202611/close")).Status);
        await ClosedAsync(host, "202611");

        // The fee of November was deferred and is recognised; that of December is not charged yet. What was used in November is accrued.
        var recognition = (await host.GetAsync("/api/v1/ledger/de01/entries/recognition:de01:202611:1")).Json!["entry"]!;
        Assert.Equal(("2026-11-30", "30.00"), (Text(recognition, "accountingDate"), Text(recognition["lines"]![0]!, "debit")));
        var accrual = (await host.GetAsync("/api/v1/ledger/de01/entries/accrual:de01:202611")).Json!["entry"]!;
        Assert.Equal(("2026-11-30", "1300", "49.00"), (Text(accrual, "accountingDate"), Text(accrual["lines"]![0]!, "account"), Text(accrual["lines"]![0]!, "debit")));
        Assert.Equal("2026-12-01", Text((await host.GetAsync("/api/v1/ledger/de01/entries/reversal:accrual:de01:202611")).Json!["entry"]!, "accountingDate"));
        Assert.Equal("acme", Text((await host.GetAsync($"{Periods}/202611/accrual")).Json!["items"]![0]!, "accountId"));
        Assert.Equal("202611", Text((await host.GetAsync("/api/v1/legal-entities/de01/deferred-revenue")).Json!["items"]![0]!["recognitions"]![0]!, "period"));

        // Issued on a day of the closed month: booked on the first open one, and it says so.
        clock.GoTo(At("2026-11-28"));
        await BillAsync(host, "20261101");
        var late = (await host.GetAsync("/api/v1/ledger/de01/entries/invoice:acme:20261101")).Json!["entry"]!;
        Assert.Equal(("2026-12-01", "2026-11-28"), (Text(late, "accountingDate"), Text(late, "originalDate")));
        clock.GoTo(At("2026-12-03"));
        await AssertReconciledAsync(host);
        await AssertExportsAsync(host);

        var early = """{"legalEntityId":"de01","version":1,"effectiveFrom":"2026-11-15","rules":{"revenue":"4010"}}""";
        var refused = await host.PutAsync("/api/v1/posting-rules/de01/versions/1", early);
        Assert.Equal((409, "effectiveFrom"), (refused.Status, Text(refused.Json!["errors"]![0]!, "path")));
        Assert.Equal(409, (await host.PostAsync($"{Periods}/202610/reopen", """{"reason":"too early"}""")).Status);
        Assert.Equal(400, (await host.PostAsync($"{Periods}/202611/reopen", "{}")).Status);
        Assert.Equal("open", Text((await host.PostAsync($"{Periods}/202611/reopen", """{"reason":"An invoice belongs to November."}""")).Json!, "state"));
        Assert.Equal(202, (await host.SendAsync(HttpMethod.Post, $"{Periods}/202611/close")).Status);
        await ClosedAsync(host, "202611");
        await AssertReconciledAsync(host);
    }

    [Theory]
    [InlineData("GET", "/api/v1/legal-entities/none/accounting-periods", null, 404)]
    [InlineData("POST", "/api/v1/legal-entities/none/accounting-periods/202611/close", null, 404)]
    [InlineData("POST", "/api/v1/legal-entities/de01/accounting-periods/202613/close", null, 404)]
    [InlineData("GET", "/api/v1/ledger/none/export", null, 404)]
    [InlineData("GET", "/api/v1/ledger/de01/export?format=qif", null, 400)]
    [InlineData("GET", "/api/v1/ledger/de01/export?from=2026-13-01", null, 400)]
    [InlineData("GET", "/api/v1/ledger/de01/export?from=2026-12-01&to=2026-11-01", null, 400)]
    [InlineData("PUT", "/api/v1/exchange-rates/USD/EUR/2026-11-01", """{"from":"USD","to":"EUR","date":"2026-11-01","rate":"0","source":"ECB"}""", 400)]
    [InlineData("PUT", "/api/v1/exchange-rates/USD/EUR/2026-11-01", """{"from":"USD","to":"EUR","date":"2026-11-01","rate":"0.86","source":"ECB"}""", 201)]
    [InlineData("PUT", "/api/v1/posting-rules/de01/versions/1", """{"legalEntityId":"de01","version":1,"effectiveFrom":"2027-01-01","rules":{"taxPayableBy":{"DE":"4711"}}}""", 400)]
    [InlineData("PUT", "/api/v1/posting-rules/de01/versions/1", """{"legalEntityId":"de01","version":1,"effectiveFrom":"2027-01-01","rules":{"taxPayableBy":{"DE":"2210"},"chart":[{"code":"2210","name":"USt"}]}}""", 201)]
    public async Task Should_answer_each_request_as_documented(string method, string path, string? body, int status)
    {
        using var client = new HttpClient { BaseAddress = fabric.Host.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, null, "application/json") };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
    }

    public void Dispose() => folder.Dispose();

    // The small catalog with a fee of 30 for the month to come beside the one for the month that ended.
    private static string Catalog() => SmallCatalog.Json.Replace(
        """{"key": "requests", "product": "api",""",
        """{"key": "ahead", "product": "support", "name": "Support", "price": {"model": "flat", "amount": "30.00", "timing": "inAdvance"}}, {"key": "requests", "product": "api",""",
        StringComparison.Ordinal).Replace("2026-01-01T00:00:00+01:00", "2026-10-01T00:00:00+02:00", StringComparison.Ordinal);

    private static async Task BillAsync(FabricHost host, string period)
    {
        Assert.Equal(202, (await host.PostAsync($"/api/v1/accounts/acme/periods/{period}/close", """{"force":true}""")).Status);
        await host.UntilAsync($"/api/v1/sagas/invoice:acme:{period}", saga => Text(saga["saga"]!, "state") == "completed");
    }

    private static Task ClosedAsync(FabricHost host, string period) => host.UntilAsync(
        Periods,
        page => page["items"]!.AsArray().Single(one => Text(one!, "key") == period)!["state"]!.GetValue<string>() == "closed");

    private static async Task<string?> BalanceAsync(FabricHost host, string account) =>
        (await host.GetAsync("/api/v1/ledger/de01/trial-balance")).Json!["accounts"]!.AsArray().Single(one => Text(one!, "account") == account)!["balance"]!.GetValue<string>();

    private static async Task AssertReconciledAsync(FabricHost host)
    {
        var run = (await host.PostAsync("/api/v1/reconciliation/runs", """{"legalEntity":"de01"}""")).Json!;
        Assert.True(run["breaks"]!.GetValue<int>() == 0, (await host.GetAsync("/api/v1/reconciliation/breaks")).Json!.ToString());
    }

    private async Task AssertExportsAsync(FabricHost host)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        var journal = await client.GetStringAsync("/api/v1/ledger/de01/export?format=hledger", TestContext.Current.CancellationToken);
        Assert.Contains("posting-key: recognition:de01:202611:1", journal, StringComparison.Ordinal);
        Assert.StartsWith("kind,document,", await client.GetStringAsync("/api/v1/ledger/de01/export?format=csv&from=2026-12-01", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        if (BooksCheck.WhyNot is null)
        {
            var (hledger, beancount) = (folder.File("books.journal"), folder.File("books.beancount"));
            await File.WriteAllTextAsync(hledger, journal, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(beancount, await client.GetStringAsync("/api/v1/ledger/de01/export?format=beancount", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            Assert.Equal((true, string.Empty), await BooksCheck.HledgerAsync(hledger));
            Assert.Equal((true, string.Empty), await BooksCheck.BeancountAsync(beancount));
        }
    }

    private static DateTimeOffset At(string day) => DateTimeOffset.Parse($"{day}T12:00:00Z", null);

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
