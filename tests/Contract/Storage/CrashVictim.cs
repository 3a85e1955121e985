using System.Globalization;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage;

/// <summary>A process that writes as fast as it can, prints what was acknowledged, and goes on until it is killed.</summary>
public static class CrashVictim
{
    public const string Mode = "--crash-victim";
    public const string Table = "crash";
    public const int Writers = 4;
    public const int RowsPerCommit = 5;

    public static async Task<int> RunAsync(string what, string path)
    {
        using var store = SqliteStore.Open(new SqliteStoreOptions { Path = path, CheckpointPages = 200 });
        var engine = new EventHubEngine(store, new EventHubOptions { Hubs = [new HubOptions("usage", 2)] }, TimeProvider.System);
        await engine.RecoverAsync(default);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => what == "hub" ? AppendAsync(engine) : CommitAsync(store, writer)));
        return 0;
    }

    public static string Key(int commit, int row) => TableKey.Number(commit) + ":" + row.ToString(CultureInfo.InvariantCulture);

    private static async Task CommitAsync(SqliteStore store, int writer)
    {
        for (var commit = 0; ; commit++)
        {
            var batch = new TableBatch(Table, FormattableString.Invariant($"w{writer}"));
            for (var row = 0; row < RowsPerCommit; row++)
            {
                batch.Insert(Key(commit, row), new byte[300]);
            }

            await store.CommitAsync(batch);
            Console.WriteLine(FormattableString.Invariant($"{writer} {commit}"));
        }
    }

    private static async Task AppendAsync(EventHubEngine engine)
    {
        while (true)
        {
            var appended = await engine.AppendAsync("usage", [new HubEvent(new byte[200]), new HubEvent(new byte[100])]);
            Console.WriteLine(FormattableString.Invariant($"{appended.PartitionId} {appended.FirstSequence}"));
        }
    }
}
