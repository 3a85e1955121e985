using RevenueFunctions.Local.Capacity;

namespace RevenueFunctions.Tests.Unit.Capacity;

public class CapacityCommandTests
{
    [Theory]
    [InlineData("", "--events-per-second is missing")]
    [InlineData("--events-per-second many", "--events-per-second is 'many'")]
    [InlineData("--events-per-second 0", "--events-per-second is '0'")]
    [InlineData("--events-per-second -5", "--events-per-second is '-5'")]
    [InlineData("--events-per-second", "--events-per-second needs a value")]
    [InlineData("--events-per-second 1 --events-per-second 2", "--events-per-second is given twice")]
    [InlineData("--events-per-second 1 --events-per-hub-event 0", "--events-per-hub-event is '0'")]
    [InlineData("--events-per-second 1 --events-per-hub-event 5000", "at most --events-per-hub-event 3322")]
    [InlineData("--events-per-second 1 --peak-factor 0.5", "--peak-factor is '0.5'")]
    [InlineData("--events-per-second 1 --partitions 2000", "--partitions is '2000'")]
    [InlineData("--events-per-second 1 --instance-mb 1024", "--instance-mb is 1024")]
    [InlineData("--events-per-second 1 --largest-share 0.01 --accounts 10", "--largest-share is 0.01")]
    [InlineData("--events-per-second 1 --rate 2", "no option '--rate'")]
    [InlineData("--page docs/capacity.md --sources", "--page goes alone")]
    [InlineData("--page no-such-page.md", "no-such-page.md")]
    public async Task RunAsync_BadInput_IsNamed(string arguments, string named)
    {
        var (code, output, errors) = await RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(named, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ARateOfThePage_PrintsThePagesFigures()
    {
        var (code, output, errors) = await RunAsync("--events-per-second 10000");
        Assert.True(code == 0, errors);
        var page = File.ReadAllText(Repository.Path("docs/capacity.md"));
        foreach (var (batch, column) in new[] { (1, 0), (100, 1) })
        {
            foreach (var row in CapacityReport.Of(CapacityPlan.For(new CapacityInputs(10_000) { EventsPerHubEvent = batch })))
            {
                var printed = output.Split('\n').Where(line => line.Trim().StartsWith(row.Name + "  ", StringComparison.Ordinal)).Select(line => line.Trim()[row.Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
                Assert.True(printed.Exists(values => values[column] == row.Value), $"{row}: not in\n{output}");
                Assert.Contains($"| {row.Name} | ", page, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task RunAsync_Sources_NamesEachFigure()
    {
        var (code, output, _) = await RunAsync("--sources");
        Assert.Equal(0, code);
        Assert.Contains("Retail Prices API", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CapacityCommand.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
