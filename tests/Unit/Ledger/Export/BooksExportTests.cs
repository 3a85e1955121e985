using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;
using RevenueFunctions.Tests.Unit.Posting;

namespace RevenueFunctions.Tests.Unit.Ledger.Export;

/// <summary>Books in two currencies, with dimensions and odd texts, that programs which are not ours accept, and refuse when a figure is changed.</summary>
public sealed class BooksExportTests : IDisposable
{
    private static readonly BooksRange November = new(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30));

    private readonly LaneBench bench = new();
    private readonly TemporaryFolder folder = new();

    public BooksExportTests() =>
        bench.LegalEntity = bench.LegalEntity with { PostingRules = new PostingRules(RevenueByProduct: ImmutableSortedDictionary<string, string>.Empty.Add("api", "40.10 x"), Chart: [new ChartAccount("40.10 x", "API; \"all\" of it")]) };

    [Theory]
    [InlineData(BooksFormat.Hledger)]
    [InlineData(BooksFormat.Beancount)]
    public async Task Write_WholeBooks_AreAcceptedAndATamperedCopyIsNot(BooksFormat format)
    {
        Assert.SkipWhen(BooksCheck.WhyNot is not null, BooksCheck.WhyNot ?? string.Empty);
        await BookAsync();

        var text = await TextAsync(format, new BooksRange());

        await AssertAcceptedAsync(format, text);

        // On both sides, so that the document still balances: only the balances at the end tell.
        await AssertRefusedAsync(format, Changed(text, "invoice:b", "100.00 EUR", "100.01 EUR"));
        await AssertRefusedAsync(format, Changed(text, "invoice:c", "30.00 USD", "30.01 USD"));
        await AssertRefusedAsync(format, Without(text, "invoice:b"));
    }

    [Theory]
    [InlineData(BooksFormat.Hledger)]
    [InlineData(BooksFormat.Beancount)]
    public async Task Write_ARange_OpensWithBalancesAndIsAccepted(BooksFormat format)
    {
        Assert.SkipWhen(BooksCheck.WhyNot is not null, BooksCheck.WhyNot ?? string.Empty);
        await BookAsync();

        var text = await TextAsync(format, November);

        Assert.Contains("Opening balances", text, StringComparison.Ordinal);
        Assert.DoesNotContain("invoice:a\"", text, StringComparison.Ordinal);
        Assert.Contains("end, 2 documents", text, StringComparison.Ordinal);
        await AssertAcceptedAsync(format, text);
        await AssertRefusedAsync(format, Without(text, "invoice:b"));
        await AssertAcceptedAsync(format, await TextAsync(format, new BooksRange(new DateOnly(2027, 1, 1))));
        await AssertAcceptedAsync(format, await TextAsync(format, new BooksRange(To: new DateOnly(2020, 1, 1))));
    }

    [Fact]
    public async Task Write_Hledger_HasTheTrialBalanceOfTheLedger()
    {
        Assert.SkipWhen(BooksCheck.WhyNot is not null, BooksCheck.WhyNot ?? string.Empty);
        await BookAsync();
        var file = folder.File("books.journal");
        await File.WriteAllTextAsync(file, await TextAsync(BooksFormat.Hledger, new BooksRange()));

        var printed = await BooksCheck.PrintAsync(file, "balance", "-O", "csv", "--no-total", "-N", "not:equity:foreign");

        foreach (var account in await bench.Ledger.TrialBalanceAsync(LaneBench.Entity, CancellationToken.None))
        {
            Assert.Contains($":{account.Account.Replace('.', '-').Replace(' ', '-')}\",\"{account.Balance:0.00} EUR\"", printed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Write_Csv_HasARowForEachLineAndNoFormula()
    {
        await BookAsync();

        var rows = (await TextAsync(BooksFormat.Csv, November)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("kind,document,date,originalDate,postingKey", rows[0], StringComparison.Ordinal);
        Assert.Equal(4, rows.Count(row => row.StartsWith("line,", StringComparison.Ordinal)));
        Assert.Equal(2, rows.Count(row => row.StartsWith("opening,", StringComparison.Ordinal)));
        Assert.Contains(rows, row => row.StartsWith("line,de01-000000003,2026-11-02,,invoice:c,\"'=HYPERLINK(\"\"x\"\"); (sold)\",1,1200,Accounts receivable,25.80,0,EUR,30.00,USD,0.86,acme", StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    private async Task BookAsync()
    {
        await PostAsync(LaneBench.Entry("invoice:a", new DateOnly(2026, 10, 31), 250m));
        await PostAsync(LaneBench.Entry("invoice:b", 100m, "40.10 x"));
        await PostAsync(new JournalEntry(
            "invoice:c", LaneBench.Entity, new DateOnly(2026, 11, 2), "EUR", "=HYPERLINK(\"x\"); (sold)",
            [
                new JournalLine("1200", 25.80m, 0m, "acme", Transaction: new TransactionAmount(30.00m, "USD", 0.86m)),
                new JournalLine(
                    "40.10 x", 0m, 25.80m, Product: "api, the \"good\" one", Transaction: new TransactionAmount(-30.00m, "USD", 0.86m),
                    Dimensions: ImmutableSortedDictionary<string, string>.Empty.Add("cost centre", "cc-1")),
            ]));
    }

    private async Task PostAsync(JournalEntry entry) => Assert.IsType<ErpPostResult.Posted>(await bench.Ledger.PostAsync(entry, CancellationToken.None));

    private async Task<string> TextAsync(BooksFormat format, BooksRange range)
    {
        var text = new List<string>();
        await foreach (var piece in new BooksExport(bench.Ledger).WriteAsync(bench.LegalEntity, format, range))
        {
            text.Add(piece);
        }

        return string.Concat(text);
    }

    // Documents stand between empty lines.
    private static string Without(string text, string postingKey) => string.Join("\n\n", text.Split("\n\n").Where(part => !IsDocument(part, postingKey)));

    private static string Changed(string text, string postingKey, string from, string to) =>
        string.Join("\n\n", text.Split("\n\n").Select(part => IsDocument(part, postingKey) ? part.Replace(from, to, StringComparison.Ordinal) : part));

    private static bool IsDocument(string part, string postingKey) =>
        part.Contains($"posting-key: {postingKey}", StringComparison.Ordinal) || part.Contains($"posting-key: \"{postingKey}\"", StringComparison.Ordinal);

    private async Task AssertAcceptedAsync(BooksFormat format, string text)
    {
        var (accepted, output) = await CheckAsync(format, text);
        Assert.True(accepted, $"{output}\n{text}");
    }

    private async Task AssertRefusedAsync(BooksFormat format, string text)
    {
        var (accepted, _) = await CheckAsync(format, text);
        Assert.False(accepted, $"Accepted although it was changed:\n{text}");
    }

    private async Task<(bool Accepted, string Output)> CheckAsync(BooksFormat format, string text)
    {
        var file = folder.File(format == BooksFormat.Hledger ? "books.journal" : "books.beancount");
        await File.WriteAllTextAsync(file, text);
        return format == BooksFormat.Hledger ? await BooksCheck.HledgerAsync(file) : await BooksCheck.BeancountAsync(file);
    }
}
