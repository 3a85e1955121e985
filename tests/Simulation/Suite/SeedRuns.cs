using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using RevenueFunctions.Tests.Simulation.Running;

namespace RevenueFunctions.Tests.Simulation.Suite;

/// <summary>Seeds that the suite has run, once for all tests that look at them.</summary>
internal sealed class SeedRuns
{
    private const int FixedSeeds = 410;
    private const int FreshSeeds = 20;
    private static readonly Lazy<SeedRuns> FixedRuns = new(() => new SeedRuns(1, FixedSeeds));
    private static readonly Lazy<SeedRuns> FreshRuns = new(() => new SeedRuns(FirstFreshSeed(), FreshSeeds + MoreSeeds()));

    private SeedRuns(int from, int seeds)
    {
        First = from;
        Seeds = seeds;
        var options = new SimulationOptions { From = from, Seeds = seeds, Paths = true };
        var (watch, before) = (Stopwatch.StartNew(), ProcessCost.Now);
        new Campaign(options.Threads, options.Setup).Run(Enumerable.Range(from, seeds), Tally.Add);
        var (elapsed, cost) = (watch.Elapsed, ProcessCost.Now.Since(before));
        Report = string.Create(CultureInfo.InvariantCulture, $"seeds {from} to {from + seeds - 1}{Environment.NewLine}")
            + CampaignReport.Of(Tally, elapsed, cost, options.Threads);
    }

    /// <summary>The same seeds each time: a change that breaks one of them is known by its number.</summary>
    public static SeedRuns Fixed => FixedRuns.Value;

    /// <summary>Seeds nobody has run before, so that the suite goes on looking. SIMULATION_SEED names the first, SIMULATION_MORE_SEEDS adds some.</summary>
    public static SeedRuns Fresh => FreshRuns.Value;

    /// <summary>The first seed.</summary>
    public int First { get; }

    /// <summary>How many there are.</summary>
    public int Seeds { get; }

    /// <summary>What they add up to.</summary>
    public Tally Tally { get; } = new();

    /// <summary>What the command would print of them.</summary>
    public string Report { get; }

    private static int FirstFreshSeed() => Setting("SIMULATION_SEED") ?? RandomNumberGenerator.GetInt32(1_000_000, 2_000_000_000);

    private static int MoreSeeds() => Setting("SIMULATION_MORE_SEEDS") ?? 0;

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new SimulationOptionException($"The environment variable {name} is a whole number, not '{text}'."),
    };
}
