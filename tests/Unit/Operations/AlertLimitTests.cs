using System.Text.RegularExpressions;
using RevenueFunctions.Operations;
using RevenueFunctions.Tests.Unit.Architecture;

namespace RevenueFunctions.Tests.Unit.Operations;

/// <summary>The alerts of the infrastructure fire where the summary says breach.</summary>
public sealed partial class AlertLimitTests
{
    [Fact]
    public async Task AlertLimits_OfTheInfrastructure_AreThoseOfTheSummary()
    {
        await using var fabric = await MeasuredFabric.StartAsync();
        var summary = (await fabric.MeasureAsync()).Alerts.ToDictionary(alert => NameOf(alert.Key), alert => alert.Limit);
        var rules = Sources.Lines("infra/fabric.bicep").SkipWhile(line => !line.StartsWith("var usualLimits = {", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line != "}")
            .Select(line => Limit().Match(line)).ToDictionary(limit => limit.Groups["key"].Value, limit => decimal.Parse(limit.Groups["value"].Value, System.Globalization.CultureInfo.InvariantCulture));

        // The queue counts its dead letters itself.
        Assert.Equal(0m, rules["deadLetters"]);
        rules.Remove("deadLetters");
        Assert.Equal(summary.OrderBy(one => one.Key, StringComparer.Ordinal), rules.OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    private static string NameOf(AlertKey key) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(key.ToString());

    [GeneratedRegex("^ *(?<key>[a-zA-Z]+): (?<value>[0-9]+)$")]
    private static partial Regex Limit();
}
