using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Makes the lines that late usage is shown on. Pure.</summary>
internal static class LateUsageLines
{
    /// <summary>
    /// What the late usage of one earlier period adds to this period's charges: everything is rated with it and without it, at the prices of this period, and each
    /// charge that it takes part in gets a line with the difference. So all lines together are what the whole usage costs.
    /// </summary>
    public static IEnumerable<RatedLine> Added(
        CatalogSnapshot catalog, ImmutableArray<RatedLine> without, ImmutableArray<RatedLine> with, ImmutableArray<MeteredUsage> late, string lateFrom, Coverage service)
    {
        var before = without.Where(IsUsage).GroupBy(line => KeyOf(catalog, line)).ToDictionary(lines => lines.Key, lines => lines.First());
        foreach (var after in with.Where(IsUsage))
        {
            var covered = CoveredBy(after, late);
            if (!covered.IsEmpty)
            {
                // Without it there may be a line for no usage at all, such as a first band's flat fee: it counts once.
                _ = before.Remove(KeyOf(catalog, after), out var standing) || before.Remove(new LineKey(after.SubscriptionId, after.RateCard.Key, string.Empty, null), out standing);
                yield return Difference(after, standing, covered, lateFrom, service);
            }
        }
    }

    /// <summary>The late usage that a line of everything takes in.</summary>
    public static ImmutableArray<MeteredUsage> CoveredBy(RatedLine line, ImmutableArray<MeteredUsage> late) =>
        [.. late.Where(one => line.Derivation.Usage.Any(usage => LateUsageInput.KeyOf(usage) == LateUsageInput.KeyOf(one) && usage.From == one.From))];

    public static LineKey KeyOf(CatalogSnapshot catalog, RatedLine line) => LineKey.Of(catalog, line.SubscriptionId, line.RateCard.Key, line.Derivation);

    public static bool IsUsage(RatedLine line) => line.RateCard.Meter is not null && line.Kind == LineKind.Usage;

    private static RatedLine Difference(RatedLine after, RatedLine? before, ImmutableArray<MeteredUsage> covered, string lateFrom, Coverage service)
    {
        var steps = after.Derivation.Steps.ToBuilder();
        if (after.Amount != after.Derivation.UnroundedAmount)
        {
            steps.Add(Flat("rounded", after.Amount - after.Derivation.UnroundedAmount));
        }

        if (before is not null)
        {
            steps.Add(Flat("less what the usage without it costs", -before.Amount));
        }

        var amount = after.Amount - (before?.Amount ?? 0m);
        return after with
        {
            ServiceFrom = service.From,
            ServiceTo = service.To,
            Quantity = after.Quantity - (before?.Quantity ?? 0m),
            Amount = amount,
            Derivation = after.Derivation with { Steps = steps.ToImmutable(), UnroundedAmount = amount, Usage = covered },
            Kind = LineKind.LateUsage,
            CorrectedPeriod = lateFrom,
            Note = $"Usage of the period {lateFrom} that arrived after it was closed.",
        };
    }

    public static DerivationStep Flat(string description, decimal amount) => new(description, 0m, 0m, amount, amount);
}
