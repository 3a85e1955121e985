using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>What a price plan must fulfil.</summary>
internal static class PlanRules
{
    public static void Check(string path, PricePlan plan, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Id($"{path}.key", plan.Key);
        issues.Range($"{path}.version", plan.Version, 1, 999_999);
        issues.Text($"{path}.name", plan.Name);
        issues.Currency($"{path}.currency", plan.Currency);
        issues.Require(!plan.RateCards.IsEmpty, $"{path}.rateCards", "empty", "The plan charges nothing.", "Send at least one rate card.");

        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < plan.RateCards.Length; at++)
        {
            var card = plan.RateCards[at];
            var cardPath = CardPath(path, at);
            CheckCard(cardPath, card, draft, issues);
            issues.Require(keys.Add(card.Key), $"{cardPath}.key", "duplicate", $"The plan has rate card '{CatalogIssues.Shown(card.Key)}' twice.",
                "Give each card its own key.");
        }

        RateCardGroupRules.Check(path, plan, issues);
        issues.Immutable(path, $"Version {plan.Version} of plan '{CatalogIssues.Shown(plan.Key)}'",
            draft.Stored.Plans.GetValueOrDefault((plan.Key, plan.Version)), plan);
    }

    /// <summary>Where a rate card stands in its plan.</summary>
    public static string CardPath(string path, int at) => string.Create(CultureInfo.InvariantCulture, $"{path}.rateCards[{at}]");

    private static void CheckCard(string path, RateCard card, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Id($"{path}.key", card.Key);
        issues.Text($"{path}.product", card.Product, 100);
        issues.Text($"{path}.name", card.Name);
        issues.Text($"{path}.taxClass", card.TaxClass, 50);
        PriceRules.Check($"{path}.price", card.Price, issues);
        FeeRules.Check(path, card, issues);
        if (card.Meter is null)
        {
            return;
        }

        issues.Require(card.Price is not FlatPrice, $"{path}.meter", "not-for-flat", "A flat price is a fee and reads no meter.",
            "Leave 'meter' and 'group' out, or choose a usage price.");
        if (draft.Meter(card.Meter) is { } meter)
        {
            CheckGroup(path, card, meter, issues);
            MeterPriceRules.Check(path, card, meter, issues);
        }
        else
        {
            issues.Add($"{path}.meter", "unknown-meter", $"No meter '{CatalogIssues.Shown(card.Meter)}' is in the catalog.",
                "Add the meter, in the same request or before.");
        }
    }

    private static void CheckGroup(string path, RateCard card, Meter meter, CatalogIssues issues)
    {
        foreach (var dimension in (card.Group?.Keys ?? []).Where(dimension => !meter.GroupBy.Contains(dimension)))
        {
            issues.Add($"{path}.group", "unknown-dimension", $"Meter '{meter.Key}' keeps no dimension '{CatalogIssues.Shown(dimension)}'.",
                meter.GroupBy.IsEmpty ? "The meter has no dimensions: leave 'group' out." : $"Use {string.Join(", ", meter.GroupBy)}.");
        }
    }
}
