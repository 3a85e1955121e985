using RevenueFunctions.Tests.Infrastructure.Rules.Alerts;

namespace RevenueFunctions.Tests.Infrastructure.Mistakes;

/// <summary>Mistakes that let nobody be woken.</summary>
public static class AlertMistakes
{
    private const string Alerts = "infra/alerts.bicep";

    public static IEnumerable<Mistake> Mistakes { get; } =
    [
        Mistake.Of<MetricsExist>("an alert asks for a metric that nobody writes", Alerts, "'revenue.sagas.stucked'", Mistake.Replace(Alerts, "'revenue.sagas.stuck'", "'revenue.sagas.stucked'")),
        Mistake.Of<MetricsExist>("the workbook asks for a metric that nobody writes", "infra/workbook.json", "'revenue.ingest.completed'", Mistake.Replace("infra/workbook.json", "revenue.ingest.completeness", "revenue.ingest.completed")),
        Mistake.Of<MetricsExist>("the workbook splits by what no metric has", "infra/workbook.json", "splits by 'entity'", Mistake.Replace("infra/workbook.json", "Properties[\\\"legal_entity\\\"]", "Properties[\\\"entity\\\"]")),
    ];
}
