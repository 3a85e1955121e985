using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>What happens to an invoice after it was issued: credited in parts and in full, voided, billed again, paid; the books follow each step.</summary>
public class When_an_invoice_is_taken_back(BilledFabric fabric) : IClassFixture<BilledFabric>
{
    private const string Invoice = "/api/v1/invoices/acme:20260301";
    private const string Saga = "/api/v1/sagas/invoice:acme:20260301";

    [Fact]
    public async Task Should_credit_it_in_parts_until_nothing_is_left()
    {
        await using var host = await BilledFabric.StartAsync();
        var total = Number(await ReadAsync(host, Invoice), "total");
        var part = await host.PostAsync($"{Invoice}/credit-notes", """{"amount":"10.00","reason":"Goodwill","id":"g-1"}""");
        Assert.Equal((201, "DE-CN-000001", "10.00"), (part.Status, Text(part.Json!, "number"), Text(part.Json!, "total")));
        var again = await host.PostAsync($"{Invoice}/credit-notes", """{"amount":"10.00","reason":"Goodwill, sent twice","id":"g-1"}""");
        Assert.Equal((200, "acme:20260301:credit:1"), (again.Status, Text(again.Json!, "id")));
        Assert.Equal(409, (await host.PostAsync($"{Invoice}/credit-notes", """{"amount":"11.00","reason":"Goodwill","id":"g-1"}""")).Status);
        await AssertBooksAsync(host, documents: 2, receivable: total - 10m);

        var line = await host.PostAsync($"{Invoice}/credit-notes", """{"lines":[{"line":1,"ratio":"1/31"}],"reason":"A day less","id":"l-1"}""");
        Assert.Equal(201, line.Status);
        Assert.Equal("1.58", Text(line.Json!, "subtotal"));
        var above = await host.PostAsync($"{Invoice}/credit-notes", """{"amount":"1000.00","reason":"Too much","id":"g-2"}""");
        Assert.Equal((409, "above-what-is-left"), (above.Status, Text(above.Json!["errors"]![0]!, "code")));

        var rest = await host.PostAsync($"{Invoice}/credit-notes", """{"full":true,"reason":"All of it"}""");
        Assert.Equal((201, "true"), (rest.Status, Text(rest.Json!, "isLast")));
        var credited = await ReadAsync(host, Invoice);
        Assert.Equal(("credited", total, 0m), (Text(credited, "state"), Number(credited, "creditedAmount"), Number(credited, "openAmount")));
        Assert.Equal("DE-CN-000003", Text(credited["creditNote"]!, "number"));
        var notes = (await ReadAsync(host, $"{Invoice}/credit-notes"))["items"]!.AsArray();
        Assert.Equal(total, notes.Sum(note => Number(note!, "total")));
        Assert.Equal(Text(rest.Json!, "id"), Text(await ReadAsync(host, "/api/v1/credit-notes/DE-CN-000003"), "id"));
        Assert.Equal(404, (await host.GetAsync("/api/v1/credit-notes/DE-CN-000004")).Status);
        using (var browser = new HttpClient { BaseAddress = host.Address })
        {
            var page = await browser.GetStringAsync("/api/v1/credit-notes/DE-CN-000002/document");
            Assert.Contains("DE-CN-000002", page, StringComparison.Ordinal);
            Assert.Contains("A day less", page, StringComparison.Ordinal);
        }

        await AssertBooksAsync(host, documents: 4, receivable: 0m);
        Assert.Equal(4, (await ReadAsync(host, $"{Invoice}/journal"))["entries"]!.AsArray().Count);
    }

    [Fact]
    public async Task Should_void_what_was_issued_by_one_note_however_often_it_is_asked()
    {
        await using var host = await BilledFabric.StartAsync();
        var voided = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.PostAsync($"{Invoice}/void", """{"reason":"Wrong customer"}""")));
        Assert.All(voided, answer => Assert.Equal((200, "credited"), (answer.Status, Text(answer.Json!, "state"))));
        Assert.Single((await ReadAsync(host, $"{Invoice}/credit-notes"))["items"]!.AsArray());
        Assert.Equal("closed", await PeriodStateAsync(host));
        await AssertBooksAsync(host, documents: 2, receivable: 0m);
    }

    [Fact]
    public async Task Should_bill_the_period_again_with_what_came_since()
    {
        await using var host = await BilledFabric.StartAsync();
        var first = Number(await ReadAsync(host, Invoice), "total");
        var started = await host.PostAsync($"{Invoice}/rebill", """{"reason":"A contract was wrong"}""");
        Assert.Equal((202, "2"), (started.Status, Text(started.Json!, "run")));
        Assert.Equal(202, (await host.PostAsync($"{Invoice}/rebill", """{"reason":"Sent twice"}""")).Status);
        await host.UntilAsync(Saga, saga => Text(saga["saga"]!, "state") == "completed" && Text(saga["saga"]!, "run") == "2");
        var second = await ReadAsync(host, $"{Invoice}:2");
        Assert.Equal(("posted", "DE-000002", first), (Text(second, "state"), Text(second, "number"), Number(second, "total")));
        Assert.Equal("credited", Text(await ReadAsync(host, Invoice), "state"));
        await AssertBooksAsync(host, documents: 3, receivable: first);

        Assert.Equal(202, (await host.PostAsync($"{Invoice}/rebill", """{"reason":"Sent late"}""")).Status);
        Assert.Equal(404, (await host.PostAsync($"{Invoice}:3/rebill", """{"reason":"Not there"}""")).Status);
    }

    [Fact]
    public async Task Should_take_payments_once_and_never_more_than_is_open()
    {
        await using var host = await BilledFabric.StartAsync();
        var total = Number(await ReadAsync(host, Invoice), "total");
        var part = await host.PostAsync($"{Invoice}/payments", """{"reference":"BANK-1","amount":"20.00","paidAt":"2026-05-02T10:00:00Z"}""");
        Assert.Equal((201, "partiallyPaid"), (part.Status, Text(part.Json!, "paymentState")));
        Assert.Equal(200, (await host.PostAsync($"{Invoice}/payments", """{"reference":"BANK-1","amount":"20.00","paidAt":"2026-05-02T10:00:00Z"}""")).Status);
        Assert.Equal(409, (await host.PostAsync($"{Invoice}/payments", """{"reference":"BANK-1","amount":"21.00"}""")).Status);
        Assert.Equal(409, (await host.PostAsync($"{Invoice}/payments", Pay("BANK-2", total))).Status);
        await AssertBooksAsync(host, documents: 2, receivable: total - 20m);

        Assert.Equal(201, (await host.PostAsync($"{Invoice}/payments", Pay("BANK-2", total - 20m))).Status);
        var paid = await ReadAsync(host, Invoice);
        Assert.Equal(("paid", 0m, total), (Text(paid, "paymentState"), Number(paid, "openAmount"), Number(paid, "paidAmount")));

        Assert.Equal(201, (await host.PostAsync($"{Invoice}/credit-notes", """{"amount":"5.00","reason":"Goodwill","id":"g-1"}""")).Status);
        Assert.Equal("owed", Text(await ReadAsync(host, Invoice), "paymentState"));
        Assert.Equal(409, (await host.PostAsync($"{Invoice}/payments", Pay("BACK-1", -6m))).Status);
        Assert.Equal(201, (await host.PostAsync($"{Invoice}/payments", Pay("BACK-1", -5m))).Status);
        await AssertBooksAsync(host, documents: 5, receivable: 0m);
        Assert.Equal(3, (await ReadAsync(host, $"{Invoice}/payments"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Should_wait_for_the_saga_of_an_invoice_that_is_not_booked_yet()
    {
        await using var host = await FabricHost.StartAsync();
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        await host.PostAsync("/api/v1/ledger/de01/faults", """{"kind":"reject","times":1,"text":"The accounting period is closed."}""");
        Assert.Equal(202, (await host.PostAsync("/api/v1/accounts/acme/periods/20260301/close", """{"force":true}""")).Status);
        await host.UntilAsync("/api/v1/lanes/de01", lane => Text(lane, "state") == "blocked");
        foreach (var (path, body) in new[] { ("credit-notes", """{"full":true,"reason":"r"}"""), ("void", """{"reason":"r"}"""), ("rebill", """{"reason":"r"}""") })
        {
            var refused = await host.PostAsync($"{Invoice}/{path}", body);
            Assert.Equal((409, "urn:revenue-functions:problem:saga-running"), (refused.Status, Text(refused.Json!, "type")));
        }
    }

    [Theory]
    [InlineData("credit-notes", "{}", 400)]
    [InlineData("credit-notes", """{"full":true,"amount":"1","reason":"r"}""", 400)]
    [InlineData("credit-notes", """{"full":true}""", 400)]
    [InlineData("credit-notes", """{"amount":"1.00","reason":"r"}""", 400)]
    [InlineData("credit-notes", """{"amount":"1.00","reason":"r","id":"rest"}""", 400)]
    [InlineData("credit-notes", """{"amount":"1.001","reason":"r","id":"a"}""", 400)]
    [InlineData("credit-notes", """{"amount":"-1.00","reason":"r","id":"a"}""", 400)]
    [InlineData("credit-notes", """{"amount":"1.00","reason":"r","id":"a","currency":"USD"}""", 400)]
    [InlineData("credit-notes", """{"ratio":"1/0","reason":"r","id":"a"}""", 400)]
    [InlineData("credit-notes", """{"lines":[{"line":99}],"reason":"r","id":"a"}""", 400)]
    [InlineData("credit-notes", """{"lines":[{"line":1},{"line":1}],"reason":"r","id":"a"}""", 400)]
    [InlineData("credit-notes", """{"lines":[{"line":1,"amount":"1","ratio":"1/2"}],"reason":"r","id":"a"}""", 400)]
    [InlineData("void", "{}", 400)]
    [InlineData("rebill", "[]", 400)]
    [InlineData("payments", "{}", 400)]
    [InlineData("payments", """{"reference":"R","amount":"0"}""", 400)]
    [InlineData("payments", """{"reference":"R","amount":"1.00","currency":"XXX"}""", 400)]
    [InlineData("payments", """{"reference":"R","amount":"1.00","currency":"USD"}""", 400)]
    [InlineData("payments", """{"reference":"R","amount":"1.00","currency":"USD","settles":"1.00"}""", 400)]
    [InlineData("payments", """{"reference":"R","amount":"1.00","currency":"USD","settles":"1.00","exchangeRate":"0.0000001"}""", 400)]
    [InlineData("payments", """{"reference":"R","amount":"7999999999999999999999999999","currency":"USD","settles":"1.00","exchangeRate":"1000000000"}""", 400)]
    [InlineData("payments", """{"reference":"R","amount":"1.00","paidAt":"2999-01-01T00:00:00Z"}""", 400)]
    public async Task Should_refuse_what_makes_no_sense_before_anything_is_stored(string command, string body, int status)
    {
        var host = fabric.Host;
        var refused = await host.PostAsync($"{Invoice}/{command}", body);
        Assert.Equal(status, refused.Status);
        Assert.All(refused.Json!["errors"]?.AsArray() ?? [], issue => Assert.NotEmpty(Text(issue!, "remedy")));
        Assert.Empty((await ReadAsync(host, $"{Invoice}/credit-notes"))["items"]!.AsArray());
        Assert.Empty((await ReadAsync(host, $"{Invoice}/payments"))["items"]!.AsArray());
    }

    private static string Pay(string reference, decimal amount) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"reference":"{{reference}}","amount":"{{amount}}"}""");

    private static async Task<string> PeriodStateAsync(FabricHost host) => Text(
        (await ReadAsync(host, "/api/v1/accounts/acme/periods?limit=1000"))["items"]!.AsArray().Single(period => Text(period!, "periodKey") == "20260301")!, "state");

    /// <summary>The books hold so many documents, balance, owe what is open, and agree with the invoices.</summary>
    private static async Task AssertBooksAsync(FabricHost host, int documents, decimal receivable)
    {
        await host.UntilAsync("/api/v1/ledger/de01/entries", entries => entries["items"]!.AsArray().Count == documents);
        var balance = await ReadAsync(host, "/api/v1/ledger/de01/trial-balance?recount=true");
        Assert.True(balance["isBalanced"]!.GetValue<bool>() && balance["recount"]!["isExact"]!.GetValue<bool>(), balance.ToJsonString());
        var account = balance["accounts"]!.AsArray().Single(one => Text(one!, "account") == "1200")!;
        Assert.Equal(receivable, Number(account, "balance"));
        var run = await host.PostAsync("/api/v1/reconciliation/runs", """{"legalEntity":"de01"}""");
        Assert.Equal((201, "0"), (run.Status, run.Json!["breaks"]!.ToString()));
    }

    private static async Task<JsonNode> ReadAsync(FabricHost host, string path)
    {
        var answer = await host.GetAsync(path);
        Assert.True(answer.Status == 200, $"{path}: {answer.Status} {answer.Json}");
        return answer.Json!;
    }

    private static string Text(JsonNode node, string member) => node[member]!.ToString();

    private static decimal Number(JsonNode node, string member) => decimal.Parse(Text(node, member), CultureInfo.InvariantCulture);
}
