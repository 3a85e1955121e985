using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Two cards of a plan that could both take the same usage, neither more specific than the other, would leave the price to chance.
/// </summary>
internal static class RateCardGroupRules
{
    public static void Check(string path, PricePlan plan, CatalogIssues issues)
    {
        var cards = plan.RateCards.Select((card, at) => new Placed(card.Meter, at, card.Group ?? ImmutableSortedDictionary<string, string>.Empty));
        foreach (var meter in cards.Where(card => card.Meter is not null).GroupBy(card => card.Meter, StringComparer.Ordinal))
        {
            CheckSame(path, meter, issues);

            // Cards that name the same dimensions differ in a value, so only cards of different shapes need to be compared.
            var shapes = meter.GroupBy(card => string.Join('\n', card.Group.Keys), StringComparer.Ordinal).Select(shape => shape.ToList()).ToList();
            for (var one = 0; one < shapes.Count; one++)
            {
                foreach (var other in shapes.Skip(one + 1).Where(other => other[0].Group.Count == shapes[one][0].Group.Count))
                {
                    CheckShapes(path, shapes[one], other, issues);
                }
            }
        }
    }

    private static void CheckSame(string path, IGrouping<string?, Placed> meter, CatalogIssues issues)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var card in meter)
        {
            var text = string.Join('\n', card.Group.Select(pair => $"{pair.Key}={pair.Value}"));
            issues.Require(seen.TryAdd(text, card.At), PlanRules.CardPath(path, card.At), "same-group",
                $"Rate card {seen[text]} takes the same usage of meter '{CatalogIssues.Shown(meter.Key!)}'.", "Merge the two cards, or give them different groups.");
        }
    }

    private static void CheckShapes(string path, List<Placed> ones, List<Placed> others, CatalogIssues issues)
    {
        foreach (var one in ones)
        {
            foreach (var other in others.Where(other => one.Group.All(pair => !other.Group.TryGetValue(pair.Key, out var value) || value == pair.Value)))
            {
                issues.Add($"{PlanRules.CardPath(path, other.At)}.group", "ambiguous-group",
                    $"Usage may belong to this card and to card {one.At}, and neither is more specific.", "Name the same dimensions in both cards.");
            }
        }
    }

    private sealed record Placed(string? Meter, int At, ImmutableSortedDictionary<string, string> Group);
}
