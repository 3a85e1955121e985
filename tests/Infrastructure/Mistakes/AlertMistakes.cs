using RevenueFunctions.Tests.Infrastructure.Rules.Alerts;

namespace RevenueFunctions.Tests.Infrastructure.Mistakes;

/// <summary>Mistakes that let nobody be woken.</summary>
public static class AlertMistakes
{
    private const string Alerts = "infra/alerts.bicep";

    public static IEnumerable<Mistake> Mistakes { get; } =
    [
        Mistake.Of<AlertsHaveARunbook>("a section for an alert that there is not", "docs/operate.md", "'fullMoon' is of no alert", Mistake.Append("docs/operate.md", "## fullMoon\n\nGo to bed.")),
        Mistake.Of<AlertsHaveARunbook>("an alert without a section", Alerts, "the alert 'breaks' has no section", Mistake.Replace("docs/operate.md", "## breaks", "## Breaks")),
        Mistake.Of<AlertsHaveARunbook>("an alert links to another section", Alerts, "does not end with the link", Mistake.Replace(Alerts, "${runbook}#deadletters'", "${runbook}#deadLetters'")),
        Mistake.Of<MetricsExist>("an alert asks for a metric that nobody writes", Alerts, "'revenue.sagas.stucked'", Mistake.Replace(Alerts, "'revenue.sagas.stuck'", "'revenue.sagas.stucked'")),
        Mistake.Of<MetricsExist>("the workbook asks for a metric that nobody writes", "infra/workbook.json", "'revenue.ingest.completed'", Mistake.Replace("infra/workbook.json", "revenue.ingest.completeness", "revenue.ingest.completed")),
        Mistake.Of<MetricsExist>("the workbook splits by what no metric has", "infra/workbook.json", "splits by 'entity'", Mistake.Replace("infra/workbook.json", "Properties[\\\"legal_entity\\\"]", "Properties[\\\"entity\\\"]")),
    ];
}
