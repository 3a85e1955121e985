using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>
/// kill -9 at moments that nobody chose, while producers send and periods close. Producers do as producers do: what was not answered is
/// sent again. In the end each event is billed or open exactly once, and the books agree.
/// </summary>
public class When_the_host_is_killed(ITestOutputHelper output)
{
    private const int Kills = 5;
    private const int Batches = 150;
    private const int EventsInABatch = 20;
    private const int Months = 9;
    private const int Accounts = 4;

    /// <summary>A saga whose ring was lost looks by itself after 30 seconds, after another minute, and after two more.</summary>
    private static readonly TimeSpan SagaPatience = TimeSpan.FromMinutes(4);

    private readonly ConcurrentQueue<(string Path, string Json, string ContentType)> waiting = new();
    private int answered;

    [Fact]
    public async Task Should_lose_and_double_nothing()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
#pragma warning disable RS0030 // Justification: the seed is printed, so that a run can be repeated.
        var random = new Random(seed);
#pragma warning restore RS0030
        using var folder = new TemporaryFolder();
        Plan(random);

        for (var kill = 0; kill < Kills; kill++)
        {
            using var victim = await FabricProcess.StartAsync(folder.File("fabric.db"));
            if (kill == 0)
            {
                Assert.Equal(200, (await victim.PostAsync("/api/v1/catalog/import", Catalog())).Status);
            }

            await WorkAsync(victim, until: answered + random.Next(5, 25));
        }

        using var host = await FabricProcess.StartAsync(folder.File("fabric.db"));
        await WorkAsync(host, until: int.MaxValue);
        Assert.Empty(waiting);
        await AssertNothingLostAsync(host);
        await AssertBooksAsync(host);
    }

    /// <summary>Three producers and a closer, until so many requests were answered; then the host is killed under those in flight.</summary>
    private async Task WorkAsync(FabricProcess host, int until)
    {
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var workers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (waiting.TryDequeue(out var request))
            {
                try
                {
                    var answer = await host.SendAsync(HttpMethod.Post, request.Path, request.Json, request.ContentType);
                    Assert.True(answer.Status == 202, $"{request.Path}: {answer.Status} {answer.Json}");
                    if (Interlocked.Increment(ref answered) >= until)
                    {
                        killed.TrySetResult();
                    }
                }
                catch (HttpRequestException)
                {
                    waiting.Enqueue(request);
                    return;
                }
            }
        })).ToArray();
        await Task.WhenAny(killed.Task, Task.WhenAll(workers));
        if (until < int.MaxValue)
        {
            await host.KillAsync();
        }

        await Task.WhenAll(workers);
    }

    private void Plan(Random random)
    {
        var requests = new List<(string, string, string)>();
        for (var batch = 0; batch < Batches; batch++)
        {
            var events = Enumerable.Range(0, EventsInABatch).Select(number => string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"specversion":"1.0","id":"{{batch}}-{{number}}","source":"test","type":"acme.request","subject":"a{{random.Next(Accounts)}}","time":"2026-0{{random.Next(1, Months + 1)}}-15T12:00:00Z","data":{"region":"eu"} }"""));
            requests.Add(("/usage/cloudevents", $"[{string.Join(',', events)}]", "application/cloudevents-batch+json"));
        }

        requests.AddRange(Closes().Select(period => ($"/api/v1/accounts/{period.Account}/periods/{period.Key}/close", """{"force":true}""", "application/json")));
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(requests));
        requests.ForEach(waiting.Enqueue);
    }

    private static async Task AssertNothingLostAsync(FabricProcess host)
    {
        var report = await host.UntilAsync("/api/v1/ingest/conservation", all => all["items"]!.AsArray().All(one => one!["notYetSeen"]!.GetValue<long>() == 0));
        Assert.All(report["items"]!.AsArray(), partition => Assert.True(partition!["closes"]!.GetValue<bool>(), partition.ToJsonString()));
        Assert.Equal((Batches * EventsInABatch, 0), (Total(report, "accepted"), Total(report, "quarantined")));

        var records = 0L;
        foreach (var account in Enumerable.Range(0, Accounts))
        {
            for (var month = 1; month <= 11; month++)
            {
                records += long.Parse((await host.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/usage/a{account}/2026{month:D2}01"))).Json!["eventCount"]!.ToString(), CultureInfo.InvariantCulture);
            }
        }

        Assert.Equal(Batches * EventsInABatch, records);
    }

    private static async Task AssertBooksAsync(FabricProcess host)
    {
        foreach (var (account, key) in Closes())
        {
            await UntilCompletedAsync(host, $"invoice:{account}:{key}");
            var run = await host.PostAsync("/api/v1/reconciliation/runs", $$"""{"account":"{{account}}","period":"{{key}}"}""");
            Assert.True(run.Status == 201 && run.Json!["breaks"]!.ToString() == "0", $"{account} {key}: {run.Json}");
        }

        var invoices = (await host.GetAsync("/api/v1/invoices?legalEntity=de01&limit=1000")).Json!["items"]!.AsArray();
        Assert.Equal(Closes().Order(), invoices.Select(invoice => (invoice!["accountId"]!.ToString(), invoice["periodKey"]!.ToString())).Order());
        Assert.Equal(Enumerable.Range(1, invoices.Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"DE-{number:D6}")), invoices.Select(invoice => invoice!["number"]!.ToString()).Order());
        Assert.Equal(invoices.Count, (await host.GetAsync("/api/v1/ledger/de01/entries?limit=1000")).Json!["items"]!.AsArray().Count);
        var balance = (await host.GetAsync("/api/v1/ledger/de01/trial-balance?recount=true")).Json!;
        Assert.True(balance["isBalanced"]!.GetValue<bool>() && balance["recount"]!["isExact"]!.GetValue<bool>(), balance.ToJsonString());
        var books = await host.PostAsync("/api/v1/reconciliation/runs", """{"legalEntity":"de01"}""");
        Assert.True(books.Status == 201 && books.Json!["breaks"]!.ToString() == "0", $"{books.Json}");
        Assert.Empty((await host.GetAsync("/api/v1/exceptions")).Json!["items"]!.AsArray());
    }

    private static async Task UntilCompletedAsync(FabricProcess host, string saga)
    {
        try
        {
            await host.UntilAsync($"/api/v1/sagas/{saga}", answer => answer["saga"]!["state"]!.ToString() == "completed", SagaPatience);
        }
        catch (TimeoutException late)
        {
            var history = await host.GetAsync($"/runtime/webhooks/durabletask/instances/{saga}?showHistory=true&showHistoryOutput=true");
            throw new TimeoutException($"{late.Message}{Environment.NewLine}history: {history.Json}{Environment.NewLine}lanes: {(await host.GetAsync("/api/v1/lanes")).Json}", late);
        }
    }

    private static IEnumerable<(string Account, string Key)> Closes() =>
        from account in Enumerable.Range(0, Accounts)
        from month in Enumerable.Range(1, Months - 1)
        select (string.Create(CultureInfo.InvariantCulture, $"a{account}"), string.Create(CultureInfo.InvariantCulture, $"2026{month:D2}01"));

    private static string Catalog()
    {
        var catalog = JsonNode.Parse(SmallCatalog.Json)!.AsObject();
        catalog["accounts"] = new JsonArray([.. Enumerable.Range(0, Accounts).Select(number => JsonNode.Parse(string.Create(
            CultureInfo.InvariantCulture, $$"""{"id":"a{{number}}","name":"A","legalEntityId":"de01","timeZone":"Etc/UTC","jurisdiction":"DE"}""")))]);
        catalog["subscriptions"] = new JsonArray([.. Enumerable.Range(0, Accounts).Select(number => JsonNode.Parse(string.Create(
            CultureInfo.InvariantCulture, $$"""{"id":"s{{number}}","accountId":"a{{number}}","planKey":"scale","planVersion":1,"from":"2026-01-01T00:00:00Z"}""")))]);
        return catalog.ToJsonString();
    }

    private static long Total(JsonNode report, string name) => report["items"]!.AsArray().Sum(partition => partition!["totals"]![name]!.GetValue<long>());
}
