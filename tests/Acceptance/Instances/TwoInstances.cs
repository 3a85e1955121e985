using System.Globalization;
using System.Text;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Hosting;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Acceptance.Instances;

/// <summary>
/// Two hosts with engines of their own and one business storage: as two instances of the function app, with no memory in common, and harder on it than
/// Azure, which would not run one saga or one lane on both for longer than a moment.
/// </summary>
internal sealed class TwoInstances : IAsyncDisposable
{
    public const int Accounts = 6;
    public const string Period = "20260301";

    private TwoInstances(FabricHost left, FabricHost right) => (Left, Right) = (left, right);

    public FabricHost Left { get; }

    public FabricHost Right { get; }

    public IReadOnlyList<FabricHost> Both => [Left, Right];

    /// <summary>The shared tables, read without whatever disturbs the hosts.</summary>
    public required ITableStore Stored { get; init; }

    public static IEnumerable<string> AccountIds => Enumerable.Range(0, Accounts).Select(at => $"a{at}");

    /// <summary>Starts both; <paramref name="alter"/> says where the business's tables are.</summary>
    public static async Task<TwoInstances> StartAsync(Func<LocalHostOptions, LocalHostOptions> alter, StolenPartition hub, ITableStore? stored = null)
    {
        var left = await FabricHost.StartAsync(plain => alter(Options(plain, hub)));
        var right = await FabricHost.StartAsync(plain => alter(Options(plain, hub)));
        return new TwoInstances(left, right) { Stored = stored ?? left.Services.GetRequiredService<ITableStore>() };
    }

    /// <summary>One entity, six accounts with a fee and a metered price.</summary>
    public static string Catalog(string? alias = null)
    {
        var accounts = AccountIds.Select(id => $$"""{"id": "{{id}}", "name": "{{id}}", "legalEntityId": "de01", "timeZone": "Europe/Berlin", "jurisdiction": "DE", "aliases": ["C-{{id}}"{{(alias is null ? string.Empty : $", \"{alias}-{id}\"")}}]}""");
        var contracts = AccountIds.Select(id => $$"""{"id": "sub-{{id}}", "accountId": "{{id}}", "planKey": "scale", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00"}""");
        var (before, after) = (SmallCatalog.Json.IndexOf("\"accounts\"", StringComparison.Ordinal), "}");
        return $"{SmallCatalog.Json[..before]}\"accounts\": [{string.Join(',', accounts)}], \"subscriptions\": [{string.Join(',', contracts)}]{after}";
    }

    /// <summary>Hands a batch of a hub partition to both at once, as to the old and the new owner, each until it has it.</summary>
    public Task IngestByBothAsync(string partition, IReadOnlyList<HubEvent> batch) => Task.WhenAll(Both.Select(host => IngestAsync(host, partition, batch)));

    /// <summary>Sends a command until it is not refused as an outage.</summary>
    public static async Task<FabricClient.Answer> CommandAsync(FabricHost host, string path, string json)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await host.PostAsync(path, json);
            if (attempt == 50 || (answer.Status != 503 && answer.Json?["code"]?.ToString() != "catalog-busy"))
            {
                return answer;
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Waits until the sagas of all accounts have ended in both engines.</summary>
    public async Task SagasEndedAsync()
    {
        foreach (var (host, id) in from host in Both from id in AccountIds select (host, id))
        {
            var client = host.Services.GetRequiredService<DurableTaskClient>();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            OrchestrationMetadata? saga;
            while ((saga = await client.GetInstanceAsync($"invoice:{id}:{Period}", true)) is { IsCompleted: false })
            {
                Assert.True(!patience.IsCancellationRequested, $"The saga of {id} has not ended: {saga.SerializedCustomStatus}");
                await pause.WaitForNextTickAsync();

                // Whoever posts rings the saga of its own engine; the other one's would look by itself half a minute later.
                await client.RaiseEventAsync(saga.InstanceId, SagaEvents.PostingSettled);
            }

            Assert.True(saga?.RuntimeStatus is null or OrchestrationRuntimeStatus.Completed, $"{id}: {saga?.FailureDetails}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Left.DisposeAsync();
        await Right.DisposeAsync();
    }

    private static LocalHostOptions Options(LocalHostOptions plain, StolenPartition hub) => plain with
    {
        Store = new MemoryStore(),
        LogLevel = LogLevel.Error,
        Settings = new Dictionary<string, string?>
        {
            ["PostingSweepSchedule"] = "*/2 * * * * *",
            ["ClosePeriodsSchedule"] = "0 0 0 1 1 *",
        },
        ConfigureServices = services => services.AddSingleton<IUsageHub>(hub),
    };

    private static async Task IngestAsync(FabricHost host, string partition, IReadOnlyList<HubEvent> batch)
    {
        while (true)
        {
            try
            {
                await host.Services.GetRequiredService<UsageIngest>().IngestAsync(partition, batch);
                return;
            }
            catch (StorageUnavailableException)
            {
                // As the trigger's retry does.
                await Task.Delay(10);
            }
        }
    }

    /// <summary>A hub partition that both believe to own.</summary>
    internal sealed class StolenPartition : IUsageHub
    {
        private readonly List<HubEvent> events = [];

        /// <summary>Enqueues usage events of the period, under an alias of their account.</summary>
        public List<HubEvent> Enqueue(int count, string alias = "C")
        {
            var first = events.Count;
            for (var at = first; at < first + count; at++)
            {
                var body = string.Create(CultureInfo.InvariantCulture,
                    $$$"""{"specversion":"1.0","id":"e{{{at}}}","source":"/test","type":"acme.request","subject":"{{{alias}}}-a{{{at % Accounts}}}","time":"2026-03-{{{1 + (at % 28):D2}}}T10:00:00Z","data":{"region":"eu"}}""");
                events.Add(new HubEvent(at, new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(at), Encoding.UTF8.GetBytes(body), "application/cloudevents+json"));
            }

            return events.GetRange(first, count);
        }

        public ValueTask<IReadOnlyList<HubPartition>> GetPartitionsAsync(CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<HubPartition>>([new HubPartition("0", 0, events.Count - 1, DateTimeOffset.UnixEpoch)]);
    }
}
