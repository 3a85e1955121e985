using System.Globalization;
using RevenueFunctions.Tests.Simulation.Faults;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>What the simulation is asked to do.</summary>
/// <value>The defaults are those of <c>dotnet run -c Release --project tests/Simulation -- --seeds 1000</c>.</value>
internal sealed record SimulationOptions
{
    /// <summary>The help text.</summary>
    public const string Usage = """
        usage: dotnet run -c Release --project tests/Simulation -- --seeds N [options]
               dotnet run -c Release --project tests/Simulation -- --seed S [--plan FAULTS] [options]
          --seeds N          runs N seeds
          --from S           the first of them; default 1
          --seed S           runs one seed
          --plan FAULTS      with these faults instead of those the seed draws, such as CrashAfterCommit@12:3,DoorbellLost@2:0
                             (kind @ at which passing of its fault point : size from 0 to 99); "" for none
          --faults NAMES     all (default), none, or the names of the kinds that may strike, with commas
          --interleaving P   percent of the requests that other work overtakes; default: the seed chooses
          --threads N        runs at the same time; default: one for each processor
          --paths            counts the recovery paths that are taken
          --trace            prints everything as it happens, on one thread
          --digests          prints for each seed one line that is the same wherever and whenever it runs
        Exit code 0 only if every promise held.
        """;

    /// <summary>How many seeds to run.</summary>
    public int Seeds { get; init; }

    /// <summary>The first of them.</summary>
    public int From { get; init; } = 1;

    /// <summary>The faults of the one seed; null lets it draw them.</summary>
    public FaultPlan? Plan { get; init; }

    /// <summary>The kinds that may strike.</summary>
    public IReadOnlyList<FaultKind> Faults { get; init; } = FaultKinds.All;

    /// <summary>How many requests in a hundred are overtaken; null lets the seed choose.</summary>
    public int? Interleaving { get; init; }

    /// <summary>Runs at the same time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether to count recovery paths.</summary>
    public bool Paths { get; init; }

    /// <summary>Whether to print everything that happened.</summary>
    public bool Trace { get; init; }

    /// <summary>Whether to print digests instead of a report.</summary>
    public bool Digests { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="SimulationOptionException">It says what is wrong.</exception>
    public static SimulationOptions Parse(IReadOnlyList<string> args)
    {
        var options = new SimulationOptions();
        for (var at = 0; at < args.Count; at++)
        {
            options = args[at] switch
            {
                "--seeds" => options with { Seeds = Number(args, ref at, 1, int.MaxValue) },
                "--from" => options with { From = Number(args, ref at, 0, int.MaxValue) },
                "--seed" => options with { From = Number(args, ref at, 0, int.MaxValue), Seeds = 1 },
                "--plan" => options with { Plan = PlanOf(Value(args, ref at)) },
                "--faults" => options with { Faults = KindsOf(Value(args, ref at)) },
                "--interleaving" => options with { Interleaving = Number(args, ref at, 0, 100) },
                "--threads" => options with { Threads = Number(args, ref at, 1, 1024) },
                "--paths" => options with { Paths = true },
                "--trace" => options with { Trace = true },
                "--digests" => options with { Digests = true },
                var unknown => throw new SimulationOptionException($"The simulation has no option '{unknown}'.{Environment.NewLine}{Usage}"),
            };
        }

        options = options.Trace ? options with { Threads = 1 } : options;
        return options switch
        {
            { Seeds: 0 } => throw new SimulationOptionException($"--seeds or --seed is missing.{Environment.NewLine}{Usage}"),
            { Plan: not null, Seeds: > 1 } => throw new SimulationOptionException("--plan is the plan of one seed: say which with --seed."),
            _ when options.From > int.MaxValue - options.Seeds => throw new SimulationOptionException($"The last seed is {int.MaxValue - 1}."),
            _ => options,
        };
    }

    /// <summary>The setup of one of the seeds. Each sixteenth is run twice, and so is a single one.</summary>
    public RunSetup Setup(int seed) => new(seed, Plan ?? FaultPlan.Draw(seed, Faults))
    {
        Interleaving = Interleaving,
        KeepTrace = Trace,
        Listener = Trace ? Console.WriteLine : null,
        CountPaths = Paths,
        Repeat = !Digests && (Seeds == 1 || seed % 16 == 0),
    };

    private static FaultPlan PlanOf(string text) =>
        FaultPlan.TryParse(text) ?? throw new SimulationOptionException($"--plan is a list such as CrashAfterCommit@12:3,DoorbellLost@2:0, not '{text}'.");

    private static IReadOnlyList<FaultKind> KindsOf(string text) => text switch
    {
        "all" => FaultKinds.All,
        "none" => [],
        _ => [.. text.Split(',').Select(name => FaultKinds.TryParse(name)
            ?? throw new SimulationOptionException($"There is no fault '{name}'. There are: all, none, {string.Join(", ", FaultKinds.All)}."))],
    };

    private static string Value(IReadOnlyList<string> args, ref int at) =>
        at + 1 < args.Count ? args[++at] : throw new SimulationOptionException($"{args[at]} needs a value.{Environment.NewLine}{Usage}");

    private static int Number(IReadOnlyList<string> args, ref int at, int least, int most)
    {
        var option = args[at];
        var text = Value(args, ref at);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new SimulationOptionException($"{option} is a whole number from {least} to {most}, not '{text}'.");
    }
}
