using RevenueFunctions.Local.Audit;
using RevenueFunctions.Local.Books;
using RevenueFunctions.Local.Demo;
using RevenueFunctions.Local.Storage.Azurite;
using Spectre.Console;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The main job, small: the sample catalog, a dirty month over HTTP, closed, posted, reconciled, an exception resolved.</summary>
public sealed class When_the_demo_runs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Should_end_with_zero_because_every_invariant_holds()
    {
        var (exitCode, output, errors) = await DemoProcess.RunAsync("--events", "5000", "--seed", "11", "--port", "0", "--data", folder.File("demo"), "--exit");

        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("Every invariant holds.", output, StringComparison.Ordinal);
        Assert.Contains("partition", output, StringComparison.Ordinal);
        Assert.Contains("jp01 Acme Cloud K.K.", output, StringComparison.Ordinal);
        Assert.Contains("and did not send it again", output, StringComparison.Ordinal);
        Assert.DoesNotContain("What differs", output, StringComparison.Ordinal);
        await AssertBooksAsync(DemoOptions.StatePath(folder.File("demo")));
    }

    [Fact]
    public async Task Should_end_the_same_with_the_business_in_Table_storage()
    {
        Assert.SkipWhen(AzuriteTables.WhyNot is not null, AzuriteTables.WhyNot ?? string.Empty);
        await using var azurite = await AzuriteTables.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        string[] tables = ["--storage", "tables", "--tables", azurite.ConnectionString];
        string[] demo = ["--events", "1000", "--seed", "11", "--port", "0", "--exit", .. tables];

        var (exitCode, output, errors) = await DemoProcess.RunAsync([.. demo, "--data", folder.File("demo")]);

        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("Every invariant holds.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("What differs", output, StringComparison.Ordinal);
        Assert.DoesNotContain("AccountKey", output + errors, StringComparison.Ordinal);

        // What it left is read where it is, and never overwritten.
        await using var log = new StringWriter();
        Assert.Equal(0, await AuditCommand.RunAsync(["verify", "--tables", azurite.ConnectionString], log, log));
        Assert.Contains("The log is whole.", log.ToString(), StringComparison.Ordinal);
        await using var books = new StringWriter();
        Assert.Equal(0, await BooksCommand.RunAsync(["export", "--entity", "de01", "--tables", azurite.ConnectionString], books, TextWriter.Null));
        Assert.Contains("posting-key:", books.ToString(), StringComparison.Ordinal);
        await using var refusal = new StringWriter();
        Assert.Equal(2, await AuditCommand.RunAsync(["verify", "--data", Path.Combine(folder.File("demo"), "engines.db")], log, refusal));
        Assert.Contains("--tables", refusal.ToString(), StringComparison.Ordinal);
        var (again, _, why) = await DemoProcess.RunAsync([.. demo, "--data", folder.File("demo2")]);
        Assert.Equal((1, true), (again, why.Contains("holds a catalog already", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Should_not_touch_a_folder_that_no_demo_made()
    {
        var precious = folder.File("precious.txt");
        await File.WriteAllTextAsync(precious, "mine", TestContext.Current.CancellationToken);

        var (exitCode, _, errors) = await DemoProcess.RunAsync("--events", "1000", "--port", "0", "--data", folder.Path, "--exit");

        Assert.Equal(1, exitCode);
        Assert.Contains("--data", errors, StringComparison.Ordinal);
        Assert.True(File.Exists(precious));
    }

    [Fact]
    public async Task Should_refuse_an_option_it_does_not_know()
    {
        var (exitCode, _, errors) = await DemoProcess.RunAsync("--evnts", "1000");

        Assert.Equal(2, exitCode);
        Assert.Contains("'--evnts'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_fail_when_a_single_comparison_differs()
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 160;
        var checks = new Checks();
        checks.Equal("Totals", "us01", 10.50m, 10.5m);
        Assert.True(checks.AllHold);

        checks.Equal("Totals", "de01", 10.50m, 10.51m);
        checks.Print(console);

        Assert.False(checks.AllHold);
        Assert.Contains("What differs", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("10.51", written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_not_hold_when_nothing_was_compared() => Assert.False(new Checks().AllHold);

    public void Dispose() => folder.Dispose();

    // What the demo left is exported by the command, and judged by programs that are not ours.
    private async Task AssertBooksAsync(string database)
    {
        foreach (var entity in BooksCheck.WhyNot is null ? new[] { "us01", "de01", "jp01" } : [])
        {
            var (hledger, beancount) = (folder.File($"{entity}.journal"), folder.File($"{entity}.beancount"));
            await ExportAsync(database, entity, "hledger", hledger);
            await ExportAsync(database, entity, "beancount", beancount);
            Assert.Equal((true, string.Empty), await BooksCheck.HledgerAsync(hledger));
            Assert.Equal((true, string.Empty), await BooksCheck.BeancountAsync(beancount));

            var journal = await File.ReadAllTextAsync(hledger, TestContext.Current.CancellationToken);
            var documents = journal.Split("\n\n").ToList();
            documents.RemoveAt(documents.FindIndex(document => document.Contains("posting-key:", StringComparison.Ordinal)));
            await File.WriteAllTextAsync(hledger, string.Join("\n\n", documents), TestContext.Current.CancellationToken);
            Assert.False((await BooksCheck.HledgerAsync(hledger)).Accepted, "hledger accepts the books of a demo without one of their documents.");
        }
    }

    private static async Task ExportAsync(string database, string entity, string format, string file)
    {
        await using var output = new StreamWriter(file);
        Assert.Equal(0, await BooksCommand.RunAsync(["export", "--entity", entity, "--format", format, "--data", database], output, TextWriter.Null));
    }
}
