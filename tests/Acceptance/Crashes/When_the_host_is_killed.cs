using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace RevenueFunctions.Tests.Acceptance.Crashes;

/// <summary>
/// kill -9 at moments that nobody chose: while it starts, ingests, closes, posts, and right after an answer. Callers do as callers do: what
/// was not answered is sent again. In the end each event is billed or open exactly once, and the books agree.
/// CRASH_SEED repeats a run's choices, CRASH_KILLS makes it longer.
/// </summary>
public class When_the_host_is_killed(ITestOutputHelper output)
{
    private const int BatchesALife = 8;

    // Shorter than in production, so that a lane gets on between two kills.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Posting__InFlight"] = "00:00:00.200",
        ["Posting__FirstBackOff"] = "00:00:00.200",
        ["Posting__LongestBackOff"] = "00:00:01",
    };

    private readonly List<string> log = [];
    private readonly Stopwatch watch = Stopwatch.StartNew();

    [Fact]
    public async Task Should_lose_and_double_nothing()
    {
        var seed = Setting("CRASH_SEED") ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var kills = Setting("CRASH_KILLS") ?? 50;
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        var (script, acknowledged) = (new CrashScript(seed, kills * BatchesALife), new Acknowledgements());
        try
        {
            await ImportAsync(folder.File("fabric.db"));
            for (var kill = 1; kill <= kills; kill++)
            {
                await LiveAsync(folder.File("fabric.db"), CrashMoment.Draw(random), script, random.Next(), acknowledged);
            }

            await SettleAsync(folder.File("fabric.db"), script, random, acknowledged);
        }
        finally
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed} (CRASH_SEED), {kills} kills (CRASH_KILLS); answered: {acknowledged}"));
            log.ForEach(output.WriteLine);
        }
    }

    private static async Task ImportAsync(string path)
    {
        using var host = await FabricProcess.StartAsync(path, Settings);
        Assert.Equal(200, (await host.PostAsync("/api/v1/catalog/import", CrashScript.Catalog())).Status);
        await host.KillAsync();
    }

    private async Task LiveAsync(string path, CrashMoment end, CrashScript script, int seed, Acknowledgements acknowledged)
    {
        Note($"{end.Point} {end.Count} + {end.Delay.TotalMilliseconds:F0} ms");
        using var process = HostProcess.Start(path, Settings);
        if (end.Point == CrashPoint.StartingUp)
        {
            await Task.Delay(end.Delay);
            await process.KillAsync();
            return;
        }

        using var host = await FabricProcess.OfAsync(process);
        await new CrashLife(host, script, end, new Random(seed), acknowledged).RunAsync();
    }

    private async Task SettleAsync(string path, CrashScript script, Random random, Acknowledgements acknowledged)
    {
        using var host = await FabricProcess.StartAsync(path, Settings);
        try
        {
            await new CrashLife(host, script, null, random, acknowledged).RunAsync();
            Note($"the last host had everything settled");
            await new CrashInvariants(host, script, acknowledged).AssertAsync();
            Note($"all invariants hold");
        }
        catch
        {
            log.Add($"the last host printed: {host.Process.Output}");
            throw;
        }
    }

    private void Note(FormattableString text) => log.Add(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,6:F1} s: {text.ToString(CultureInfo.InvariantCulture)}"));

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
