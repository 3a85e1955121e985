namespace RevenueFunctions.Catalog;

/// <summary>Which meters a price that sees single events can price: any other would be charged by figures that its meter does not keep.</summary>
internal static class MeterPriceRules
{
    public static void Check(string path, RateCard card, Meter meter, CatalogIssues issues)
    {
        MeterAggregation[] fitting = card.Price switch
        {
            PercentagePrice or DynamicPrice => [MeterAggregation.Sum],
            BucketedPrice { Aggregation: BucketAggregation.Max } => [MeterAggregation.Max],
            BucketedPrice => [MeterAggregation.Sum, MeterAggregation.Count],
            TimeWeightedGraduatedPrice { Readings: GaugeReadings.Changes } => [MeterAggregation.Sum],
            TimeWeightedGraduatedPrice => [MeterAggregation.TimeWeighted],
            _ => [],
        };
        issues.Require(fitting.Length == 0 || fitting.Contains(meter.Aggregation), $"{path}.meter", "wrong-aggregation",
            $"Meter '{CatalogIssues.Shown(meter.Key)}' aggregates by {Name(meter.Aggregation)}, which this price cannot charge.",
            $"Name a meter that aggregates by {string.Join(" or ", fitting.Select(Name))}.");
    }

    private static string Name(MeterAggregation aggregation) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(aggregation.ToString());
}
