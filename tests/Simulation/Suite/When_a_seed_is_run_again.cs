using System.Diagnostics;
using System.Globalization;
using RevenueFunctions.Tests.Simulation.Running;

namespace RevenueFunctions.Tests.Simulation.Suite;

/// <summary>A seed names one run: the same steps and the same rows, byte for byte, whoever runs it and wherever.</summary>
public sealed class When_a_seed_is_run_again
{
    private const int From = 5001;
    private const int Seeds = 24;

    [Fact]
    public void Should_do_the_same_beside_other_seeds()
    {
        var alone = Digests(threads: 1);
        var together = Digests(threads: 3);

        Assert.Equal(Seeds, alone.Count);
        foreach (var (seed, digest) in alone)
        {
            Assert.True(digest == together[seed], $"seed {seed} alone came to {digest}, beside others to {together[seed]}");
        }
    }

    [Fact]
    public async Task Should_do_the_same_in_another_process()
    {
        var here = Digests(threads: 2);
        var there = (await RunAsync("--seeds", Text(Seeds), "--from", Text(From), "--threads", "1", "--digests"))
            .Select(line => line.Split(' ', 2)).ToDictionary(parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => parts[1]);

        Assert.Equal(Seeds, there.Count);
        foreach (var (seed, digest) in here)
        {
            Assert.True(digest == there[seed], digest == there[seed] ? string.Empty : await DifferenceAsync(seed));
        }
    }

    private static SortedDictionary<int, string> Digests(int threads)
    {
        var options = new SimulationOptions { From = From, Seeds = Seeds, Digests = true };
        var digests = new SortedDictionary<int, string>();
        new Campaign(threads, options.Setup).Run(Enumerable.Range(From, Seeds), run => digests.Add(run.Setup.Seed, run.Digest.ToString()));
        return digests;
    }

    private static async Task<string> DifferenceAsync(int seed)
    {
        var options = new SimulationOptions { From = seed, Seeds = 1, Trace = true, Digests = true };
        var here = SimulationRun.RunOnce(options.Setup(seed) with { Listener = null });
        var there = await RunAsync("--seed", Text(seed), "--trace", "--digests");
        return $"seed {seed} in another process: {Repeatability.Compare([.. here.Trace, $"{seed} {here.Digest}"], there)}";
    }

    private static async Task<List<string>> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RevenueFunctions.Tests.Simulation.dll"), .. args]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        await process.WaitForExitAsync();
        return lines;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
