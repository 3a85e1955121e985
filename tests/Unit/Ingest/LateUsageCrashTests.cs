using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;
using static RevenueFunctions.Tests.Unit.Ingest.IngestWorld;

namespace RevenueFunctions.Tests.Unit.Ingest;

/// <summary>The store goes down at each commit in turn while late usage is written off, held or released; repeated by a new process, the end is that of an undisturbed run.</summary>
public sealed class LateUsageCrashTests
{
    private const string Held = "late-usage~acme.20261001";

    [Theory]
    [InlineData(LateUsagePolicy.WriteOff, null, false)]
    [InlineData(LateUsagePolicy.WriteOff, null, true)]
    [InlineData(LateUsagePolicy.Hold, HeldUsageAction.WriteOff, false)]
    [InlineData(LateUsagePolicy.Hold, HeldUsageAction.WriteOff, true)]
    [InlineData(LateUsagePolicy.Hold, HeldUsageAction.Bill, false)]
    [InlineData(LateUsagePolicy.Hold, HeldUsageAction.Bill, true)]
    public async Task LateUsage_StoreFailsAtAnyCommit_RepeatEndsInTheSameState(LateUsagePolicy policy, HeldUsageAction? action, bool isApplied)
    {
        var expected = await RunAsync(policy, action, int.MaxValue, isApplied);
        var disturbed = 0;
        for (var failAt = 1; ; failAt++)
        {
            var actual = await RunAsync(policy, action, failAt, isApplied);
            Assert.Equal((failAt, expected.State), (failAt, actual.State));
            if (!actual.HasFailed)
            {
                break;
            }

            disturbed++;
        }

        Assert.True(disturbed > 4, $"Only {disturbed} commits were disturbed.");
    }

    private static async Task<(string State, bool HasFailed)> RunAsync(LateUsagePolicy policy, HeldUsageAction? action, int failAt, bool isApplied)
    {
        var store = new FaultyStore(new MemoryStore());
        var world = new IngestWorld(store, shards: 2);
        world.ChangeCatalog(catalog => catalog with { Accounts = [.. catalog.Accounts.Select(account => account with { LateUsage = policy })] });
        await world.SendAsync(Event("on-time", value: 5m));
        await world.Periods.FreezeAsync(world.Acme, world.October, "saga-1");
        var late = world.Enqueue(Batch(Enumerable.Range(0, 6).Select(at => Event($"late-{at % 5}", Start.AddMinutes(at % 5), at % 5))));
        if (action is not null)
        {
            await world.Ingest.IngestAsync("0", [late]);
        }

        store.Plan(new StoreFault(AtCommit: failAt, AfterCommit: isApplied));
        var hasFailed = false;
        for (var tries = 0; tries < 2; tries++)
        {
            try
            {
                await (action is { } decided ? world.Quarantine.ReleaseAsync(Held, decided) : world.Ingest.IngestAsync("0", [late]));
                break;
            }
            catch (StorageUnavailableException)
            {
                hasFailed = true;
                store.Restore();
                world.Build();
            }
        }

        store.Restore();
        await world.ShouldConserveAsync(world.October, world.November);
        var writtenOff = await world.Periods.WriteOffsAsync(world.Acme, world.November);
        var (november, cases) = (await world.QuantityAsync(world.November), (await world.Exceptions.ListAsync(ExceptionState.Open, 10, null)).Cases.Count);
        var outcomes = string.Join(' ', await world.OutcomesAsync(late));
        var state = string.Create(
            CultureInfo.InvariantCulture,
            $"{outcomes}; {writtenOff.Sum(one => one.EventCount)} written off: {writtenOff.Sum(one => one.Sum)}; {november} in November; {cases} cases");
        return (state, hasFailed);
    }
}
