using System.Globalization;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Hosting;

namespace RevenueFunctions.Local.Books;

/// <summary>What the books command is asked to do.</summary>
internal sealed record BooksOptions(string LegalEntityId)
{
    /// <summary>The help text.</summary>
    public const string Usage = """
        usage: dotnet run --project local -- books export --entity ID [--format hledger|beancount|csv] [--from DAY] [--to DAY] [--data FILE | --tables CONNECTION]
          Writes a legal entity's books: declarations, opening balances, documents, and the balances that they must end with.
          hledger check --strict and bean-check accept them, and no copy of them with another amount.
          --entity ID    the legal entity, such as de01
          --format F     default hledger
          --from, --to   accounting days, yyyy-MM-dd, both inclusive; default: everything
          --data FILE    the host's database; default .data/fabric.db
          --tables CONNECTION
                         the books in Table storage, of a host that was started with --storage tables, or of the function app
        """;

    /// <summary>The form.</summary>
    public BooksFormat Format { get; init; }

    /// <summary>The days.</summary>
    public BooksRange Range { get; init; } = new();

    /// <summary>The database.</summary>
    public string Data { get; init; } = Commands.KeptState(new LocalHostOptions().DataPath);

    /// <summary>A connection string of Table storage to read in place of a database.</summary>
    public string? Tables { get; init; }

    /// <summary>Reads the arguments; null when something is not as the help says.</summary>
    public static BooksOptions? Read(string[] args)
    {
        if (args is not ["export", ..] || args.Length % 2 == 0)
        {
            return null;
        }

        var options = new BooksOptions(string.Empty);
        for (var at = 1; at < args.Length; at += 2)
        {
            var value = args[at + 1];
            switch (args[at])
            {
                case "--entity":
                    options = options with { LegalEntityId = value };
                    break;
                case "--format" when !value.Any(char.IsAsciiDigit) && Enum.TryParse<BooksFormat>(value, ignoreCase: true, out var format):
                    options = options with { Format = format };
                    break;
                case "--from" when Day(value) is { } from:
                    options = options with { Range = options.Range with { From = from } };
                    break;
                case "--to" when Day(value) is { } to:
                    options = options with { Range = options.Range with { To = to } };
                    break;
                case "--data":
                    options = options with { Data = value };
                    break;
                case "--tables":
                    options = options with { Tables = value };
                    break;
                default:
                    return null;
            }
        }

        return options.LegalEntityId.Length == 0 || options.Range.To < options.Range.From ? null : options;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
