using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>What agreed quantities must fulfil.</summary>
internal static class QuantityRules
{
    private const decimal Most = 1_000_000_000m;

    /// <summary>Quantities by rate card, against the plan that they are agreed for.</summary>
    public static void Check(string path, ImmutableSortedDictionary<string, decimal>? quantities, PricePlan? plan, CatalogIssues issues)
    {
        foreach (var (card, quantity) in quantities ?? ImmutableSortedDictionary<string, decimal>.Empty)
        {
            Check($"{path}.{CatalogIssues.Shown(card)}", $"{path}.{CatalogIssues.Shown(card)}", card, quantity, plan, issues);
        }
    }

    /// <summary>The quantity of one rate card.</summary>
    public static void Check(string cardPath, string quantityPath, string card, decimal quantity, PricePlan? plan, CatalogIssues issues)
    {
        issues.Range(quantityPath, quantity, 0m, Most);
        if (plan is null)
        {
            return;
        }

        var found = plan.RateCards.FirstOrDefault(one => one.Key == card);
        if (found is null)
        {
            issues.Add(cardPath, "unknown-rate-card", $"Plan '{CatalogIssues.Shown(plan.Key)}' version {plan.Version} has no rate card '{CatalogIssues.Shown(card)}'.", "Name one of its rate cards.");
        }
        else
        {
            issues.Require(found.Meter is null, cardPath, "no-quantity", $"The quantity of rate card '{CatalogIssues.Shown(card)}' is what meter '{CatalogIssues.Shown(found.Meter ?? string.Empty)}' measures.",
                "Name a rate card without a meter.");
        }
    }
}
