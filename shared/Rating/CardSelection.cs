using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>
/// Which rate card of a plan takes which usage: of the cards of its meter the one whose group names the most of the usage's dimensions
/// and contradicts none. The validator refuses plans in which two cards could tie; should one exist, the first in the plan wins everywhere.
/// </summary>
internal sealed class CardSelection
{
    private readonly Dictionary<string, List<Shape>> byMeter = new(StringComparer.Ordinal);

    public CardSelection(PricePlan plan)
    {
        foreach (var card in plan.RateCards.Where(card => card.Meter is not null))
        {
            if (!byMeter.TryGetValue(card.Meter!, out var shapes))
            {
                byMeter[card.Meter!] = shapes = [];
            }

            ImmutableArray<string> dimensions = card.Group is null ? [] : [.. card.Group.Keys];
            var shape = shapes.Find(one => one.Dimensions.SequenceEqual(dimensions));
            if (shape is null)
            {
                shapes.Add(shape = new Shape(dimensions, new Dictionary<string, RateCard>(StringComparer.Ordinal)));
            }

            shape.Cards.TryAdd(Text(card.Group?.Values ?? []), card);
        }

        foreach (var meter in byMeter.Keys)
        {
            byMeter[meter] = [.. byMeter[meter].OrderByDescending(shape => shape.Dimensions.Length)];
        }
    }

    /// <summary>The card that takes the usage, or null when none does: a look-up a shape, since a plan may have thousands of cards.</summary>
    public RateCard? CardFor(MeteredUsage usage)
    {
        foreach (var shape in byMeter.GetValueOrDefault(usage.Meter, []))
        {
            // Most cards take all groups: those are found without writing any group down.
            var values = shape.Dimensions.IsEmpty ? string.Empty
                : shape.Dimensions.All(usage.Group.ContainsKey) ? Text(shape.Dimensions.Select(dimension => usage.Group[dimension]))
                : null;
            if (values is not null && shape.Cards.TryGetValue(values, out var card))
            {
                return card;
            }
        }

        return null;
    }

    private static string Text(IEnumerable<string> values) => string.Join('\n', values.Select(value => $"{value.Length}:{value}"));

    /// <summary>Cards that name the same dimensions, by the values they name.</summary>
    private sealed record Shape(ImmutableArray<string> Dimensions, Dictionary<string, RateCard> Cards);
}
