using System.Globalization;
using RevenueFunctions.Local.Hosting;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Local.Audit;

/// <summary>What the audit command is asked to do.</summary>
internal sealed record AuditOptions
{
    /// <summary>The help text.</summary>
    public const string Usage = """
        usage: dotnet run --project local -- audit verify [--data FILE | --tables CONNECTION | --export FILE.jsonl] [--head SEQUENCE:HASH]
               dotnet run --project local -- audit export [--data FILE | --tables CONNECTION]
          verify  walks the audit log, changes nothing, needs no host; exit code 0 only if it is whole, 1 if it is not,
                  naming the first entry that does not fit
          export  writes the log as JSON lines, oldest first
          --data FILE            the host's database; default .data/fabric.db
          --tables CONNECTION    the log in Table storage, of a host that was started with --storage tables, or of the function app
          --export FILE.jsonl    a log that was exported, or collected from GET /api/v1/audit?order=oldest
          --head SEQUENCE:HASH   what GET /api/v1/audit/head showed once: the log must still hold that very entry. Without it,
                                 a log that was written anew from some entry on, or cut off together with its head, looks whole
        """;

    /// <summary>True to export, false to verify.</summary>
    public bool Exports { get; init; }

    /// <summary>The database.</summary>
    public string Data { get; init; } = Commands.KeptState(new LocalHostOptions().DataPath);

    /// <summary>A connection string of Table storage to read in place of a database.</summary>
    public string? Tables { get; init; }

    /// <summary>An export to verify instead of a database.</summary>
    public string? Export { get; init; }

    /// <summary>A head noted down outside.</summary>
    public AuditHead? Head { get; init; }

    /// <summary>Reads the arguments; null when something is not as the help says.</summary>
    public static AuditOptions? Read(string[] args)
    {
        if (args is not ["verify" or "export", ..] || args.Length % 2 == 0)
        {
            return null;
        }

        var options = new AuditOptions { Exports = args[0] == "export" };
        for (var at = 1; at < args.Length; at += 2)
        {
            switch (args[at])
            {
                case "--data":
                    options = options with { Data = args[at + 1] };
                    break;
                case "--tables":
                    options = options with { Tables = args[at + 1] };
                    break;
                case "--export" when !options.Exports:
                    options = options with { Export = args[at + 1] };
                    break;
                case "--head" when !options.Exports && HeadOf(args[at + 1]) is { } head:
                    options = options with { Head = head };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private static AuditHead? HeadOf(string text) =>
        text.Split(':') is [var number, { Length: 64 } hash] && hash.All(char.IsAsciiHexDigitLower) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new AuditHead(sequence, hash, default)
            : null;
}
