using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>
/// Compares a period by the draft with the same period by the catalog as it is. What was billed is shown beside both and not compared with: an
/// amendment that came after the invoice would look like something that the draft did.
/// </summary>
internal static class ShadowComparison
{
    public static ShadowPeriod Of(string periodKey, ReratingOutcome current, ReratingOutcome draft) => (current, draft) switch
    {
        (ReratingOutcome.NotBilled, _) or (_, ReratingOutcome.NotBilled) => ShadowPeriod.Not(periodKey, ShadowState.NotBilled),
        (ReratingOutcome.Unrated unrated, _) => ShadowPeriod.Not(periodKey, ShadowState.Unrated, unrated.Issues),
        (_, ReratingOutcome.Unrated unrated) => ShadowPeriod.Not(periodKey, ShadowState.Unrated, unrated.Issues),
        (ReratingOutcome.Rerated before, ReratingOutcome.Rerated after) => Compared(periodKey, Lines(before, after)),
        _ => throw new InvalidOperationException($"Unknown outcomes {current.GetType().Name} and {draft.GetType().Name}."),
    };

    private static ShadowPeriod Compared(string periodKey, ImmutableArray<ShadowLine> lines) => new(
        periodKey, ShadowState.Compared, lines.Sum(line => line.Billed), lines.Sum(line => line.Current), lines.Sum(line => line.Rated), lines.Sum(line => line.Difference),
        [.. lines.Where(line => line.Difference != 0)], []);

    private static ImmutableArray<ShadowLine> Lines(ReratingOutcome.Rerated before, ReratingOutcome.Rerated after)
    {
        var current = before.Charges.Where(IsOwn).ToLookup(Key);
        var draft = after.Charges.Where(IsOwn).ToLookup(Key);
        return [.. current.Select(charges => charges.Key).Union(draft.Select(charges => charges.Key)).Select(key => Line([.. current[key]], [.. draft[key]]))];
    }

    private static ShadowLine Line(ImmutableArray<RatedDifference> current, ImmutableArray<RatedDifference> draft)
    {
        // Both know what was billed.
        var billed = current.IsEmpty ? draft : current;
        var (was, isNow) = (current.Sum(one => one.Rated), draft.Sum(one => one.Rated));
        return new ShadowLine(
            billed[0].SubscriptionId, billed[0].RateCardKey, billed[0].Group, billed[0].Kind, billed[0].CorrectedPeriod, billed[0].ServiceFrom, billed[0].ServiceTo,
            billed.Sum(one => one.Billed), was, isNow, isNow - was,
            [.. current.SelectMany(one => one.RatedDerivations)], [.. draft.SelectMany(one => one.RatedDerivations)]);
    }

    // A correction settles an earlier period, which the draft would have billed otherwise itself: each period is compared by its own charges.
    private static bool IsOwn(RatedDifference charge) => charge.Kind != LineKind.Correction;

    private static (string, string, string, LineKind, string?, DateTimeOffset, DateTimeOffset) Key(RatedDifference charge) =>
        (charge.SubscriptionId, charge.RateCardKey, charge.Group, charge.Kind, charge.CorrectedPeriod, charge.ServiceFrom, charge.ServiceTo);
}
