using System.Globalization;

namespace RevenueFunctions.Local.Demo;

/// <summary>What the demo is asked to do.</summary>
/// <value>The defaults are those of <c>dotnet run --project local -- demo</c>.</value>
internal sealed record DemoOptions
{
    /// <summary>The help text.</summary>
    public const string Usage = """
        usage: dotnet run --project local -- demo [options]
          --events N        usage events to send; default 200000, at least 1000
          --seed N          the same seed sends the same events; default 1
          --focus FILE.csv  bills a FOCUS 1.0 export instead of generated events
          --data FOLDER     where the state goes, removed first; default .data/demo
          --port N          where to serve; default 7071, 0 takes a free one
          --storage S       where the business's tables go: sqlite (default), or tables, which is Table storage
          --tables C        the connection string of an empty account for --storage tables; without it an Azurite is started for the run
          --exit            ends after the report; exit code 0 only if everything is as computed independently
        """;

    /// <summary>Marks a folder as the demo's own, so that it may be removed.</summary>
    public const string Marker = ".revenue-functions-demo";

    /// <summary>Where the state goes when nobody says otherwise.</summary>
    public static string StateFolder { get; } = Path.Combine(".data", "demo");

    /// <summary>The database in a demo's folder.</summary>
    public static string StatePath(string folder) => Path.Combine(folder, "fabric.db");

    /// <summary>Usage events to send.</summary>
    public int Events { get; init; } = 200_000;

    /// <summary>The same seed sends the same events.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A FOCUS export to bill instead.</summary>
    public string? Focus { get; init; }

    /// <summary>Where the state goes; removed first.</summary>
    public string Data { get; init; } = StateFolder;

    /// <summary>Whether the business's tables are in Table storage.</summary>
    public bool UsesTables { get; init; }

    /// <summary>The account they are in; null: an Azurite of the demo's own.</summary>
    public string? Tables { get; init; }

    /// <summary>The database in its folder. With the engines' state alone it has another name, by which nobody takes it for a whole fabric.</summary>
    public string Database => UsesTables ? Path.Combine(Data, "engines.db") : StatePath(Data);

    /// <summary>Where to serve.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Whether to end after the report.</summary>
    public bool Exit { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="DemoException">It says what is wrong.</exception>
    public static DemoOptions Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var options = new DemoOptions();
        for (var at = 0; at < args.Count; at++)
        {
            options = args[at] switch
            {
                "--exit" => options with { Exit = true },
                "--events" => options with { Events = Number(args, ref at, 1_000, 50_000_000) },
                "--seed" => options with { Seed = Number(args, ref at, 0, int.MaxValue) },
                "--port" => options with { Port = Number(args, ref at, 0, 65_535) },
                "--data" => options with { Data = Value(args, ref at) },
                "--focus" => options with { Focus = Value(args, ref at) },
                "--storage" => options with { UsesTables = Storage(args, ref at) == "tables" },
                "--tables" => options with { Tables = Value(args, ref at) },
                var unknown => throw new DemoException($"The demo has no option '{unknown}'.{Environment.NewLine}{Usage}"),
            };
        }

        return options.Tables is null || options.UsesTables ? options : throw new DemoException($"--tables needs --storage tables.{Environment.NewLine}{Usage}");
    }

    private static string Storage(IReadOnlyList<string> args, ref int at) => Value(args, ref at) is "sqlite" or "tables"
        ? args[at]
        : throw new DemoException($"--storage is sqlite or tables, not '{args[at]}'.{Environment.NewLine}{Usage}");

    private static string Value(IReadOnlyList<string> args, ref int at) =>
        at + 1 < args.Count ? args[++at] : throw new DemoException($"{args[at]} needs a value.{Environment.NewLine}{Usage}");

    private static int Number(IReadOnlyList<string> args, ref int at, int least, int most)
    {
        var option = args[at];
        var text = Value(args, ref at);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new DemoException($"{option} is a whole number from {least} to {most}, not '{text}'.");
    }
}
