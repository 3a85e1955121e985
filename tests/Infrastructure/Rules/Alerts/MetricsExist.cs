using System.Reflection;
using System.Text.RegularExpressions;
using RevenueFunctions.Telemetry;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Alerts;

/// <summary>What alerts, the workbook and the pages ask for is measured by the code: a query for another name finds nothing, and so wakes nobody.</summary>
public sealed partial class MetricsExist : Rule
{
    [GeneratedRegex("AppMetrics(?<query>.*)")]
    private static partial Regex Query { get; }

    [GeneratedRegex("\"(?<name>revenue\\.[^\"]*)\"")]
    private static partial Regex Metric { get; }

    [GeneratedRegex("Properties\\[\"(?<tag>[^\"]+)\"\\]")]
    private static partial Regex Tag { get; }

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var files = from path in deployment.Files.Below("infra", ".json").Concat(deployment.Files.Below("docs", ".md"))
                    from line in deployment.Files.Text(path).Split('\n').Select((text, index) => (text, number: index + 1))
                    from problem in Problems(line.text)
                    select At(path, line.number, problem);
        return InPlans(deployment, plan =>
            from alert in AlertKeys.Of(plan)
            from query in (alert.Alert.Property("criteria", "allOf") as BicepValue.Items)?.Values ?? []
            from problem in Problems(query.At("query")?.AsText() ?? string.Empty)
            select At(alert.Alert.File, alert.Alert.Line, $"the alert '{alert.Key}' {problem}")).Concat(files);
    }

    // In JSON a query's quotes are escaped.
    private static IEnumerable<string> Problems(string text) => Query.Matches(text.Replace("\\\"", "\"", StringComparison.Ordinal)).SelectMany(query =>
        Metric.Matches(query.Groups["query"].Value).Select(match => match.Groups["name"].Value).Distinct().Where(name => !Constants(typeof(InstrumentNames)).Contains(name))
            .Select(name => $"asks for the metric '{name}', which the code does not measure (InstrumentNames): it would never be found.")
        .Concat(Tag.Matches(query.Groups["query"].Value).Select(match => match.Groups["tag"].Value).Distinct().Where(tag => !Constants(typeof(InstrumentTags)).Contains(tag))
            .Select(tag => $"splits by '{tag}', which no metric has (InstrumentTags): all would fall into one.")));

    private static IEnumerable<string> Constants(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetRawConstantValue()).OfType<string>();
}
