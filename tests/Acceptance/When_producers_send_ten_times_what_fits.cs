using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using RevenueFunctions.Local.Engines.EventHub.Producers;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Tests.Acceptance.Security;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>
/// Four producers that do not listen send ten times the backlog that the host allows, while ingest stands still; beside them one with large
/// requests and a polite one. Ingest goes on, and in the end every acknowledged event is a usage record, once. Alone, because it measures memory.
/// </summary>
[Collection(nameof(Alone))]
public sealed class When_producers_send_ten_times_what_fits(ITestOutputHelper output)
{
    private const int Kibibyte = 1024;
    private const int Limit = 512 * Kibibyte;
    private const int Noisy = 4;
    private const int ConnectionsOfANoisyOne = 4;
    private const int EventsInABatch = 100;
    private const int BatchesOfAPoliteOne = 10;
    private const int Resent = 10;
    private const string Admission = $"/admin/host/admission?code={Keys.Master}";

    /// <summary>What overload may cost beyond what the host needs anyway: the limits, some copies of what is on its way, buffers of connections.</summary>
    private const long MemoryBudget = 32 * 1024 * Kibibyte;

    private readonly ConcurrentDictionary<int, int> answers = new();
    private readonly ConcurrentQueue<string> wrong = new();
    private int acknowledgedEvents;

    [CollectionDefinition(DisableParallelization = true)]
    public sealed class Alone;

    [Fact]
    public async Task Should_refuse_in_time_and_process_all_that_was_acknowledged()
    {
        using var folder = new TemporaryFolder();
        using var file = SqliteStore.Open(folder.File("fabric.db"));
        var store = new HeldStore(file);
        await using var host = await FabricHost.StartAsync(options => options with { Store = store, Settings = Settings() }, Keys.Everything);
        using var http = new HttpClient { BaseAddress = host.Address };
        Assert.Equal(200, (await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json)).Status);
        var batch = Batch("size", 0, EventsInABatch).Length;
        var noisy = Enumerable.Range(0, Noisy).Select(number => Batches($"noisy-{number}", 10 * Limit / batch / Noisy, EventsInABatch)).ToList();
        var large = Batches("large", 2, 300 * Kibibyte / (batch / EventsInABatch));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var released = new AtTheEnd(store.Release);
        using var told = new AtTheEnd(() => output.WriteLine(string.Join(", ", answers.OrderBy(answer => answer.Key).Select(answer => $"{answer.Key}: {answer.Value}"))));

        // Ingest stands still, so whatever is acknowledged stays in the backlog: overload is sure to come.
        store.Hold("usage");
        var producers = noisy.SelectMany((batches, number) =>
            Enumerable.Range(0, ConnectionsOfANoisyOne).Select(_ => SendAllAsync(http, $"noisy-{number}", batches, waits: false))).ToList();
        await host.UntilAsync(Admission, state => Backlog(state)["held"]!.GetValue<long>() > 0.75 * Limit && answers.GetValueOrDefault(429) > 100);
        producers.Add(SendAllAsync(http, "large", large, waits: true));
        await host.UntilAsync(Admission, state => Backlog(state)["refusedSaturated"]!.GetValue<long>() > 0);

        await AssertOthersAreServedAsync(host, http);
        var more = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"managed heap in overload: {more / Kibibyte:N0} KiB more than before"));
        Assert.InRange(more, long.MinValue, MemoryBudget);

        store.Release();
        producers.Add(SendAllAsync(http, "polite", Batches("polite", BatchesOfAPoliteOne, 10), waits: true));
        await Task.WhenAll(producers);
        Assert.Empty(wrong);
        Assert.Equal([202, 429, 503], answers.Keys.Order());
        await AssertAllIsProcessedAsync(host);
        await AssertRecoveredAsync(host, http);
    }

    /// <summary>While producers are refused, a newcomer is let in at once, and operators and readers get their answers.</summary>
    private async Task AssertOthersAreServedAsync(FabricHost host, HttpClient http)
    {
        for (var time = 0; time < 2; time++)
        {
            // Twice the same, as a producer does whose first answer was lost on the way.
            using var newcomer = await SendAsync(http, "polite", Batch("newcomer", 0, Resent));
            Assert.Equal(202, (int)newcomer.StatusCode);
        }

        Interlocked.Add(ref acknowledgedEvents, Resent);
        foreach (var path in (string[])[$"/admin/host/status?code={Keys.Master}", $"/admin/queues?code={Keys.Master}", $"/runtime/webhooks/durabletask/instances?code={Keys.Master}", "/api/v1/ingest/conservation", "/api/v1/exceptions", "/api/openapi.json"])
        {
            Assert.Equal((path, 200), (path, (await host.GetAsync(path)).Status));
        }
    }

    private async Task AssertAllIsProcessedAsync(FabricHost host)
    {
        var report = await host.UntilAsync("/api/v1/ingest/conservation", all => all["items"]!.AsArray().All(one => one!["notYetSeen"]!.GetValue<long>() == 0));
        Assert.All(report["items"]!.AsArray(), partition => Assert.True(partition!["closes"]!.GetValue<bool>(), partition.ToJsonString()));
        Assert.Equal((acknowledgedEvents, Resent, 0L), (Total(report, "accepted"), Total(report, "duplicate"), Total(report, "quarantined")));
        Assert.Equal(acknowledgedEvents, (await host.GetAsync("/api/v1/usage/acme/20260301")).Json!["eventCount"]!.GetValue<long>());
    }

    /// <summary>The backlog is empty, nobody holds anything, the limits held at every moment, and a request is taken again.</summary>
    private static async Task AssertRecoveredAsync(FabricHost host, HttpClient http)
    {
        await host.UntilAsync(Admission, now => Backlog(now)["held"]!.GetValue<long>() == 0);
        using var again = await SendAsync(http, "noisy-0", Batch("again", 0, 1));
        Assert.Equal(202, (int)again.StatusCode);
        var state = await host.UntilAsync(Admission, now => Backlog(now)["held"]!.GetValue<long>() == 0 && now["ingestBytesInFlight"]!["held"]!.GetValue<long>() == 0);
        Assert.Empty(Backlog(state)["holders"]!.AsArray());
        Assert.InRange(Backlog(state)["peak"]!.GetValue<long>(), 0.75 * Limit, Limit);
        Assert.InRange(state["ingestBytesInFlight"]!["peak"]!.GetValue<long>(), 1, Limit);
    }

    /// <summary>Sends each batch until it is acknowledged; who waits, waits as long as the host says.</summary>
    private async Task SendAllAsync(HttpClient http, string key, ConcurrentQueue<string> batches, bool waits)
    {
        while (batches.TryDequeue(out var batch))
        {
            while (true)
            {
                using var response = await SendAsync(http, key, batch);
                answers.AddOrUpdate((int)response.StatusCode, 1, (_, count) => count + 1);
                if (response.IsSuccessStatusCode)
                {
                    Interlocked.Add(ref acknowledgedEvents, batch.Split("\"specversion\"").Length - 1);
                    break;
                }

                var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["detail"]!.ToString();
                var wait = response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
                if (wait < TimeSpan.FromSeconds(1) || wait > TimeSpan.FromSeconds(2) || !problem.Contains("(setting Admission:", StringComparison.Ordinal) || !problem.Contains("send it again", StringComparison.Ordinal))
                {
                    wrong.Enqueue($"{(int)response.StatusCode}, Retry-After {response.Headers.RetryAfter}: {problem}");
                }

                await (waits ? Task.Delay(wait) : Task.CompletedTask);
            }
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string key, string batch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/usage/cloudevents") { Content = new StringContent(batch, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents-batch+json");
        request.Headers.TryAddWithoutValidation(
            "Authorization", SharedAccessSignature.Create(new Uri(http.BaseAddress!, "/usage"), key, KeyOf(key), TimeProvider.System.GetUtcNow().AddHours(1)));
        return await http.SendAsync(request);
    }

    private static ConcurrentQueue<string> Batches(string producer, int count, int events) =>
        new(Enumerable.Range(0, count).Select(number => Batch(producer, number, events)));

    private static string Batch(string producer, int number, int events) => $"[{string.Join(',', Enumerable.Range(0, events).Select(at => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"specversion":"1.0","id":"{{number}}-{{at}}","source":"{{producer}}","type":"acme.request","subject":"C-1","time":"2026-03-{{1 + (number % 28):D2}}T12:00:00Z","data":{"region":"eu"} }""")))}]";

    private static Dictionary<string, string?> Settings()
    {
        string[] producers = ["large", "polite", .. Enumerable.Range(0, Noisy).Select(number => $"noisy-{number}")];
        var settings = Keys.Settings();
        foreach (var producer in producers)
        {
            settings[$"EventHub:Keys:{producer}"] = KeyOf(producer);
        }

        settings["Admission:HubBacklogBytes"] = settings["Admission:IngestBytesInFlight"] = Limit.ToString(CultureInfo.InvariantCulture);
        settings["Admission:LongestRetryAfter"] = "2";
        return settings;
    }

    private static string KeyOf(string name) => $"key of {name}";

    private sealed class AtTheEnd(Action act) : IDisposable
    {
        public void Dispose() => act();
    }

    private static JsonNode Backlog(JsonNode state) => state["hubBacklogBytes"]!["usage"]!;

    private static long Total(JsonNode report, string name) => report["items"]!.AsArray().Sum(partition => partition!["totals"]![name]!.GetValue<long>());
}
