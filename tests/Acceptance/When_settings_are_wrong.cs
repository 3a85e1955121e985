namespace RevenueFunctions.Tests.Acceptance;

/// <summary>Whoever starts the host on settings that cannot work hears of all of them at once, and nothing runs.</summary>
public sealed class When_settings_are_wrong
{
    private static readonly Dictionary<string, string> Wrong = new()
    {
        ["ReconciliationSchedule"] = "at night",
        ["Governance__RequireAproval"] = "true",
        ["Posting__Attempts"] = "many",
        ["ApiKeys__desk__Key"] = "short-secret",
        ["UsageHubName"] = string.Empty,
    };

    [Fact]
    public async Task Should_end_with_one_message_that_names_each()
    {
        using var folder = new TemporaryFolder();
        using var host = HostProcess.Start(folder.File("fabric.db"), Wrong);
        Assert.True(await host.ExitAsync() == 1, host.Output);
        var lines = host.Output.Split(Environment.NewLine);
        Assert.StartsWith("The app does not start, because its settings are wrong in 4 places; docs/deploy.md", lines[0], StringComparison.Ordinal);
        string[] expected = ["Governance__RequireAproval is not known", "Posting__Attempts is not a whole number", "ReconciliationSchedule is no schedule", "UsageHubName is missing"];
        Assert.True(lines.Length == expected.Length + 1 && expected.Zip(lines[1..]).All(pair => pair.Second.StartsWith($"  {pair.First}", StringComparison.Ordinal)), host.Output);
        Assert.DoesNotContain("short-secret", host.Output, StringComparison.Ordinal);
    }
}
