using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Durable;

/// <summary>Many instances at once under the real pump, over SQLite: every one ends right, and nothing is left behind.</summary>
public sealed class ConcurrencyTests : IDisposable
{
    private const int Sagas = 200;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ManyShortTimers_UnderThePump_NeverLoseAWakeUp()
    {
        var app = new DurableBench().Activity("noop", _ => null).Orchestrator("timers", async context =>
        {
            for (var n = 1; n <= 20; n++)
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(n % 4), CancellationToken.None);
                await context.CallActivityAsync("noop");
            }

            return null;
        }).App;
        var engine = new DurableEngine(new MemoryStore(), TimeProvider.System, app);
        await using var pump = new Pump([engine], TimeProvider.System, NullLogger<Pump>.Instance);
        await pump.StartAsync(CancellationToken.None);

        for (var round = 0; round < 10; round++)
        {
            var id = await engine.StartAsync(new StartRequest("timers"));
            Assert.Equal(InstanceStatus.Completed, (await engine.WaitForEndAsync(id).WaitAsync(TimeSpan.FromSeconds(30))).Status);
        }
    }

    [Fact]
    public async Task ManySagas_UnderThePump_AllEndRight()
    {
        using var store = SqliteStore.Open(folder.File("sagas.db"));
        var app = new DurableBench(store)
            .Activity("double", input => 2 * int.Parse(input!, System.Globalization.CultureInfo.InvariantCulture))
            .Orchestrator("child", async context => await context.CallActivityAsync<int>("double", context.GetInput<int>()))
            .Orchestrator("saga", async context =>
            {
                var n = context.GetInput<int>();
                var doubled = await Task.WhenAll(
                    context.CallActivityAsync<int>("double", n),
                    context.CallSubOrchestratorAsync<int>("child", n, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}:child")));
                var go = await context.WaitForExternalEvent<int>("go", TimeSpan.FromHours(1));
                return doubled.Sum() + go;
            }).App;
        var engine = new DurableEngine(store, TimeProvider.System, app);
        await using (var pump = new Pump([engine], TimeProvider.System, NullLogger<Pump>.Instance))
        {
            await pump.StartAsync(CancellationToken.None);
            await Task.WhenAll(Enumerable.Range(0, Sagas).Select(async n =>
            {
                await engine.StartAsync(new StartRequest("saga") { InstanceId = $"saga:{n:000}", Input = $"{n}" });
                Assert.True(await engine.RaiseEventAsync($"saga:{n:000}", "go", "1"));
                Assert.Equal($"{(4 * n) + 1}", (await engine.WaitForEndAsync($"saga:{n:000}")).Output);
            }));
            Assert.False(pump.Faulted.IsFaulted);
        }

        Assert.Equal(0, engine.ActiveInstances);
        Assert.Equal(0, await store.ScanTableAsync(DurableKeys.Inbox).CountAsync());
        Assert.Empty((await store.QueryAsync(DurableKeys.Instances, DurableKeys.Active, RowRange.All)).Rows);
        Assert.Equal(2 * Sagas, (await engine.ListAsync(new InstanceFilter(InstanceIdPrefix: "saga:"), 1000)).Instances.Count);
        await engine.PurgeAsync(new InstanceFilter());
        Assert.Equal(0, await store.ScanTableAsync(DurableKeys.History).CountAsync());
    }
}
