namespace RevenueFunctions.Tests.Acceptance;

/// <summary>A billing export in the FOCUS format, row by row as it is, must be invoiced at quantity x list price.</summary>
public sealed class When_a_FOCUS_export_is_billed : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Should_invoice_our_own_sample_with_corrections_exclusions_and_an_account_of_two_issuers()
    {
        await BillAsync(Repository.Path("samples", "focus", "nimbus-2025-09.csv"), "Nimbus Compute Europe SAS");
    }

    [Fact]
    public async Task Should_invoice_the_published_sample_of_the_FinOps_Foundation()
    {
        var published = Repository.Path("..", "shared", "data", "focus-1.0-sample.csv");
        Assert.SkipUnless(File.Exists(published), "The published FOCUS sample is not beside the repository (../shared/data/focus-1.0-sample.csv).");
        await BillAsync(published, "Microsoft");
    }

    [Fact]
    public async Task Should_say_what_is_missing_from_a_file_of_another_kind()
    {
        var other = folder.File("other.csv");
        await File.WriteAllTextAsync(other, "a,b\n1,2\n", TestContext.Current.CancellationToken);

        var (exitCode, _, errors) = await DemoProcess.RunAsync("--focus", other, "--port", "0", "--data", folder.File("demo"), "--exit");

        Assert.Equal(1, exitCode);
        Assert.Contains("InvoiceIssuerName", errors, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private async Task BillAsync(string file, string issuer)
    {
        var (exitCode, output, errors) = await DemoProcess.RunAsync("--focus", file, "--port", "0", "--data", folder.File("demo"), "--exit");

        Assert.True(exitCode == 0, output + errors);
        Assert.Contains(issuer, output, StringComparison.Ordinal);
        Assert.Contains("Every invariant holds.", output, StringComparison.Ordinal);
    }
}
