using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Alerts;

/// <summary>Every alert has a section of its key in docs/operate.md and links to it, and every such section has its alert.</summary>
public sealed partial class AlertsHaveARunbook : Rule
{
    private const string Page = "docs/operate.md";

    [GeneratedRegex(@"^#{2,4} +`?(?<key>[a-z]+[A-Za-z]*)`?( *[:—-].*)?$", RegexOptions.Multiline)]
    private static partial Regex Section { get; }

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var sections = Section.Matches((deployment.Files.Find(Page)?.Text ?? string.Empty).ReplaceLineEndings("\n")).Select(match => match.Groups["key"].Value).ToHashSet();
        var alerts = deployment.Plans.SelectMany(AlertKeys.Of).DistinctBy(alert => alert.Key).ToList();
        return alerts.Where(alert => !sections.Contains(alert.Key))
            .Select(alert => At(alert.Alert.File, alert.Alert.Line, $"the alert '{alert.Key}' has no section in {Page}: say there what it means and what to press."))
            .Concat(alerts.Where(alert => alert.Alert.Property("description")?.AsText().EndsWith(Anchor(alert.Key), StringComparison.Ordinal) != true)
                .Select(alert => At(alert.Alert.File, alert.Alert.Line, $"the description of the alert '{alert.Key}' does not end with the link to its section, {Anchor(alert.Key)}.")))
            .Concat(sections.Where(section => deployment.Plans.Count > 0 && alerts.All(alert => alert.Key != section))
                .Select(section => At(Page, 0, $"the section '{section}' is of no alert of the infrastructure: correct its name, or make the alert.")));
    }

    // Viewers of Markdown write the anchors of headings in lower case.
    private static string Anchor(string key) => $"#{key.ToLowerInvariant()}";
}
