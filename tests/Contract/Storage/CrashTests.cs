using System.Diagnostics;
using System.Globalization;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Contract.Storage;

/// <summary>kill -9 in the middle of writing: everything that was acknowledged is there, and nothing is there by half.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Acknowledgements = 2_000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Store_KilledUnderLoad_LosesNothingAcknowledgedAndHoldsNoHalfCommit()
    {
        var path = folder.File("crash.db");
        var acknowledged = await KillUnderLoadAsync("store", path);

        using var store = SqliteStore.Open(path);
        foreach (var (writer, commits) in acknowledged.GroupBy(line => line.Group).ToDictionary(group => group.Key, group => group.Max(line => line.Number)))
        {
            var rows = new List<string>();
            await foreach (var row in store.ScanAsync(CrashVictim.Table, FormattableString.Invariant($"w{writer}"), RowRange.All))
            {
                rows.Add(row.Row);
            }

            Assert.Equal(0, rows.Count % CrashVictim.RowsPerCommit);
            Assert.True(rows.Count >= (commits + 1) * CrashVictim.RowsPerCommit, $"Writer {writer}: {commits + 1} commits acknowledged, {rows.Count} rows found.");
            Assert.Equal(Enumerable.Range(0, rows.Count).Select(at => CrashVictim.Key(at / CrashVictim.RowsPerCommit, at % CrashVictim.RowsPerCommit)), rows);
        }
    }

    [Fact]
    public async Task EventHub_KilledUnderLoad_KeepsEachAcknowledgedSequenceWithoutGap()
    {
        var path = folder.File("hub.db");
        var acknowledged = await KillUnderLoadAsync("hub", path);

        using var store = SqliteStore.Open(path);
        var engine = new EventHubEngine(store, new EventHubOptions { Hubs = [new HubOptions("usage", 2)] }, TimeProvider.System);
        var seen = new Dictionary<string, List<long>> { ["0"] = [], ["1"] = [] };
        engine.AddConsumer(new HubConsumer("usage", HubConsumer.DefaultGroup, 100, HubRetryPolicy.None, (batch, _) =>
        {
            seen[batch.PartitionId].AddRange(batch.Events.Select(hubEvent => hubEvent.SequenceNumber));
            return Task.CompletedTask;
        }));
        await engine.RecoverAsync(default);
        await engine.RunReadyAsync();

        foreach (var partition in engine.GetPartitions("usage"))
        {
            Assert.Equal(Enumerable.Range(0, (int)partition.LastEnqueuedSequence + 1).Select(sequence => (long)sequence), seen[partition.Id]);
            Assert.True(acknowledged.Where(line => line.Group.ToString(CultureInfo.InvariantCulture) == partition.Id).Max(line => line.Number) + 1 <= partition.LastEnqueuedSequence);
        }
    }

    /// <summary>Starts this very program as the victim and kills it with SIGKILL once it acknowledged enough.</summary>
    private static async Task<List<(int Group, int Number)>> KillUnderLoadAsync(string what, string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in (string[])[.. HostArguments(), CrashVictim.Mode, what, path])
        {
            start.ArgumentList.Add(argument);
        }

        using var victim = Process.Start(start)!;
        var acknowledged = new List<(int, int)>();
        while (await victim.StandardOutput.ReadLineAsync() is { } line)
        {
            // The last line may be cut off by the kill; it is then no acknowledgement that anybody saw.
            if (line.Split(' ') is [var group, var number] && int.TryParse(number, CultureInfo.InvariantCulture, out var parsed))
            {
                acknowledged.Add((int.Parse(group, CultureInfo.InvariantCulture), parsed));
                if (acknowledged.Count == Acknowledgements)
                {
                    victim.Kill();
                }
            }
        }

        await victim.WaitForExitAsync();
        Assert.True(acknowledged.Count >= Acknowledgements, $"The victim stopped by itself after {acknowledged.Count} acknowledgements.");
        return acknowledged;
    }

    /// <summary>When the tests run under 'dotnet x.dll', the victim must too.</summary>
    private static string[] HostArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(CrashTests).Assembly.Location] : [];
}
