using System.Globalization;
using System.Text.Json.Nodes;
using RevenueFunctions.Local.Hosting;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Local.Storage.Azurite;
using RevenueFunctions.Operations;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Acceptance.Instances;

/// <summary>Everything at once on two instances: what either of them does must be done once, and what both say must be the same.</summary>
public sealed class When_two_instances_share_storage
{
    private const int Events = 600;
    private const int Batch = 100;

    [Fact]
    public async Task Should_count_bill_number_and_post_everything_once()
    {
        var memory = new MemoryStore();
        await RunAsync(options => options with { BusinessStore = memory }, memory);
    }

    [Fact]
    public async Task Should_lose_and_double_nothing_while_the_storage_is_throttled()
    {
        var memory = new MemoryStore();
        var flaky = new FlakyStore(memory, every: 120);
        await RunAsync(options => options with { BusinessStore = flaky }, memory);
        Assert.InRange(flaky.Faults, 5, int.MaxValue);
    }

    [Fact]
    public async Task Should_do_the_same_on_Table_storage()
    {
        Assert.SkipWhen(AzuriteTables.WhyNot is not null, AzuriteTables.WhyNot ?? string.Empty);
        await using var azurite = await AzuriteTables.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await RunAsync(options => options with { Tables = azurite.ConnectionString }, null);
    }

    private static async Task RunAsync(Func<LocalHostOptions, LocalHostOptions> alter, ITableStore? stored)
    {
        var hub = new TwoInstances.StolenPartition();
        await using var both = await TwoInstances.StartAsync(alter, hub, stored);
        Assert.Equal(200, (await TwoInstances.CommandAsync(both.Left, "/api/v1/catalog/import", TwoInstances.Catalog())).Status);
        foreach (var batch in hub.Enqueue(Events).Chunk(Batch))
        {
            await both.IngestByBothAsync("0", batch);
        }

        // Told to one, and at once true for the other: no event is refused for a name that was made known before it came.
        Assert.Equal(200, (await TwoInstances.CommandAsync(both.Right, "/api/v1/catalog/import", TwoInstances.Catalog("N"))).Status);
        await both.IngestByBothAsync("0", hub.Enqueue(Batch, "N"));

        var closes = await Task.WhenAll(
            from id in TwoInstances.AccountIds
            from host in both.Both
            select TwoInstances.CommandAsync(host, $"/api/v1/accounts/{id}/periods/{TwoInstances.Period}/close", """{"force":true}"""));
        Assert.All(closes, answer => Assert.True(answer.Status is 200 or 202, $"{answer.Status} {answer.Json}"));
        await both.SagasEndedAsync();

        await AssertUsageAsync(both);
        await AssertInvoicesAsync(both);
        await AssertBooksAsync(both);
        Assert.Empty(await ItemsAsync(both.Left, "/api/v1/exceptions?state=open"));
        await AssertAuditAsync(both);
    }

    private static async Task AssertUsageAsync(TwoInstances both)
    {
        foreach (var host in both.Both)
        {
            var partition = Assert.Single(await ItemsAsync(host, "/api/v1/ingest/conservation"))!;
            Assert.True(partition["closes"]!.GetValue<bool>(), partition.ToJsonString());
            Assert.Equal(Events + Batch, (int)Number(partition["totals"]!["accepted"]));
            Assert.Equal(0, (int)Number(partition["notYetSeen"]));
        }

        foreach (var id in TwoInstances.AccountIds)
        {
            var usage = await SameOnBothAsync(both, $"/api/v1/usage/{id}/{TwoInstances.Period}");
            Assert.Equal(Enumerable.Range(0, Events + Batch).Count(at => $"a{at % TwoInstances.Accounts}" == id), (int)Number(usage["eventCount"]));
        }
    }

    private static async Task AssertInvoicesAsync(TwoInstances both)
    {
        var invoices = await ItemsAsync(both.Right, "/api/v1/invoices?legalEntity=de01");
        Assert.Equal(TwoInstances.AccountIds, invoices.Select(invoice => invoice!["accountId"]!.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(
            Enumerable.Range(1, TwoInstances.Accounts).Select(number => string.Create(CultureInfo.InvariantCulture, $"DE-{number:D6}")),
            invoices.Select(invoice => invoice!["number"]!.ToString()).Order(StringComparer.Ordinal));
        Assert.All(invoices, invoice => Assert.Equal("posted", invoice!["state"]!.ToString()));
    }

    private static async Task AssertBooksAsync(TwoInstances both)
    {
        var documents = await ItemsAsync(both.Left, "/api/v1/ledger/de01/entries");
        Assert.Equal(TwoInstances.Accounts, documents.Count);
        Assert.Equal(TwoInstances.Accounts, documents.Select(document => document!["entry"]!["postingKey"]!.ToString()).Distinct().Count());
        var runs = await Task.WhenAll(TwoInstances.AccountIds.Select(id => $$"""{"account":"{{id}}","period":"{{TwoInstances.Period}}"}""").Prepend("""{"legalEntity":"de01"}""")
            .Select(scope => TwoInstances.CommandAsync(both.Right, "/api/v1/reconciliation/runs", scope)));
        Assert.All(runs, run => Assert.True(run.Status == 201 && (int)Number(run.Json!["breaks"]) == 0, $"{run.Status} {run.Json}"));
    }

    // Both wrote commands all the while: one chain, and each intent has its outcome unless its answer was an outage.
    private static async Task AssertAuditAsync(TwoInstances both)
    {
        var whole = await AuditReading.VerifyAsync(both.Stored, null, TestContext.Current.CancellationToken);
        Assert.Null(whole.Fault);
        Assert.InRange(whole.Entries, 2 * (2 + (2 * TwoInstances.Accounts) + TwoInstances.Accounts + 1), int.MaxValue);
    }

    private static async Task<JsonNode> SameOnBothAsync(TwoInstances both, string path)
    {
        var (left, right) = (await both.Left.UntilAsync(path, _ => true), await both.Right.UntilAsync(path, _ => true));
        Assert.Equal(left.ToJsonString(), right.ToJsonString());
        return left;
    }

    private static async Task<List<JsonNode?>> ItemsAsync(FabricHost host, string path) => [.. (await host.UntilAsync(path, _ => true))["items"]!.AsArray()];

    private static decimal Number(JsonNode? number) => decimal.Parse(number!.ToString(), CultureInfo.InvariantCulture);
}
