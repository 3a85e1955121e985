using System.Globalization;
using System.Text;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Operations;
using RevenueFunctions.Storage;
using Spectre.Console;

namespace RevenueFunctions.Local.Audit;

/// <summary>The command that verifies and exports audit logs, offline.</summary>
internal static class AuditCommand
{
    private const int Whole = 0;
    private const int Broken = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (AuditOptions.Read(args) is not { } options)
        {
            await errors.WriteLineAsync(AuditOptions.Usage);
            return args is ["--help"] ? Whole : Misused;
        }

        try
        {
            return options.Exports ? await ExportAsync(options, output) : await VerifyAsync(options, output);
        }
        catch (Exception unreadable) when (unreadable is LocalStoreRefusedException or StorageUnavailableException or IOException)
        {
            await errors.WriteLineAsync(unreadable.Message);
            return Misused;
        }
    }

    private static async Task<int> ExportAsync(AuditOptions options, TextWriter output)
    {
        await using var stored = await StoredBusiness.OpenAsync(options.Data, options.Tables);
        using var log = new AuditLog(stored.Tables, TimeProvider.System);
        await foreach (var entry in log.EntriesAsync())
        {
            await output.WriteLineAsync(Encoding.UTF8.GetString(FabricJson.Bytes(entry)));
        }

        return Whole;
    }

    private static async Task<int> VerifyAsync(AuditOptions options, TextWriter output)
    {
        AuditVerification verification;
        if (options.Export is { } export)
        {
            using var lines = new StreamReader(export);
            verification = await AuditReading.VerifyAsync(lines, options.Head);
        }
        else
        {
            await using var stored = await StoredBusiness.OpenAsync(options.Data, options.Tables);
            verification = await AuditReading.VerifyAsync(stored.Tables, options.Head);
        }

        Show(verification, Path.GetFileName(options.Export) ?? (options.Tables is { } tables ? BusinessTables.AddressOf(tables) : Path.GetFileName(options.Data)), output);
        return verification.Fault is null ? Whole : Broken;
    }

    private static void Show(AuditVerification verification, string file, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = 120;
        var table = new Table().Border(TableBorder.Simple).AddColumn("audit log").AddColumn(Markup.Escape(file));
        Row("entries that fit", verification.Entries.ToString("N0", CultureInfo.InvariantCulture));
        Row("from", Time(verification.Begin));
        Row("to", Time(verification.Last?.At));
        Row("commands without an outcome", verification.WithoutOutcome.ToString("N0", CultureInfo.InvariantCulture));
        Row("head", verification.Last is { } last ? string.Create(CultureInfo.InvariantCulture, $"{last.Sequence}:{last.Hash}") : "none");
        console.Write(table);
        output.WriteLine(verification.Fault is { } fault
            ? string.Create(CultureInfo.InvariantCulture, $"BROKEN at entry {fault.Sequence}: {fault.What}")
            : "The log is whole. Note the head down where nobody who can write this log can write.");

        void Row(string name, string value) => table.AddRow(Markup.Escape(name), Markup.Escape(value));
    }

    private static string Time(DateTimeOffset? at) => at?.ToString("u", CultureInfo.InvariantCulture) ?? "-";
}
