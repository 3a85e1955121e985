using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Pricing;

/// <summary>
/// Every worked case, from the fact sheet and from the test suites of other billing systems, through the operation that anybody can call: what it
/// answers is what invoices charge.
/// </summary>
public class When_worked_cases_are_previewed(RunningFabric fabric) : IClassFixture<RunningFabric>
{
    private static readonly Dictionary<string, PricingCase> All =
        new PricingCase[][] { FactSheetCases.All, TierCases.All, PackageCases.All, PercentageCases.All, EventCases.All, TermCases.All, SplitCases.All, ProrationCases.All, InvoiceCases.All, CreditNoteCases.All }
            .SelectMany(cases => cases).ToDictionary(one => one.Name, StringComparer.Ordinal);

    /// <summary>The names of the cases; each is a row of the table.</summary>
    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Should_answer_its_amounts(string name)
    {
        var worked = All[name];
        var answer = await fabric.Host.PostAsync("/api/v1/rating/preview", worked.Request);
        Assert.True(answer.Status == 200, $"{name}: {answer.Status} {answer.Json}\nsent: {worked.Request}");
        foreach (var expectation in worked.Expected)
        {
            var (path, values) = (expectation.Split(" = ")[0], expectation.Split(" = ")[1].Split(' '));
            var found = Select(answer.Json!, path.Split('.')).Select(value => value.ToString()).ToList();
            var isMet = found.Count == values.Length && found.Zip(values).All(pair => Meets(pair.First, pair.Second));
            Assert.True(isMet, $"{name}: {path} is {string.Join(' ', found)} where {string.Join(' ', values)} is due\nsent: {worked.Request}\nanswer: {answer.Json}");
        }
    }

    private static IEnumerable<JsonNode> Select(JsonNode node, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
        {
            return [node];
        }

        var (step, rest) = (path[0], path[1..].ToArray());
        var index = step.IndexOf('[', StringComparison.Ordinal);
        var child = node[index < 0 ? step : step[..index]];
        return (child, index) switch
        {
            (null, _) => [],
            (_, < 0) => Select(child, rest),
            (JsonArray many, _) when step[index..] == "[]" => many.SelectMany(element => Select(element!, rest)),
            (JsonArray many, _) => Select(many[int.Parse(step[(index + 1)..^1], CultureInfo.InvariantCulture)]!, rest),
            _ => [],
        };
    }

    private static bool Meets(string found, string due)
    {
        var number = decimal.Parse(found, CultureInfo.InvariantCulture);
        var expected = decimal.Parse(due.TrimStart('~'), CultureInfo.InvariantCulture);
        return due[0] == '~' ? decimal.Round(number, expected.Scale, MidpointRounding.AwayFromZero) == expected : number == expected;
    }
}
