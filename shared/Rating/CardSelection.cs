using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>Which rate card of a plan takes which usage.</summary>
internal static class CardSelection
{
    /// <summary>
    /// The card of the usage's meter whose group names the most of the usage's dimensions and contradicts none; null when there is
    /// none. The validator refuses plans in which two cards could tie; should one exist, the first in the plan wins on every machine.
    /// </summary>
    public static RateCard? CardFor(PricePlan plan, MeteredUsage usage)
    {
        RateCard? best = null;
        var most = -1;
        foreach (var card in plan.RateCards)
        {
            var named = card.Group?.Count ?? 0;
            if (card.Meter == usage.Meter && named > most && Takes(card.Group, usage.Group))
            {
                (best, most) = (card, named);
            }
        }

        return best;
    }

    private static bool Takes(ImmutableSortedDictionary<string, string>? card, ImmutableSortedDictionary<string, string> usage) =>
        card is null || card.All(dimension => usage.TryGetValue(dimension.Key, out var value) && value == dimension.Value);
}
