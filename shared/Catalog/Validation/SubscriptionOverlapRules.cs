using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>
/// At no instant may two contracts of an account be on the same plan or price the same meter: a usage event would have two prices.
/// </summary>
internal static class SubscriptionOverlapRules
{
    public static void Check(CatalogDraft draft, CatalogIssues issues)
    {
        var incoming = draft.Documents.Subscriptions.Select((subscription, at) =>
            new Placed(subscription, string.Create(CultureInfo.InvariantCulture, $"subscriptions[{at}]")));
        foreach (var account in incoming.GroupBy(one => one.Subscription.AccountId, StringComparer.Ordinal))
        {
            var ids = account.Select(one => one.Subscription.Id).ToHashSet(StringComparer.Ordinal);
            var stored = draft.Stored.SubscriptionsByAccount.GetValueOrDefault(account.Key, []).Where(one => !ids.Contains(one.Id));
            var earlier = stored.Select(one => new Placed(one, null)).ToList();
            foreach (var one in account)
            {
                foreach (var other in earlier)
                {
                    CheckPair(one, other, draft, issues);
                }

                earlier.Add(one);
            }
        }
    }

    private static void CheckPair(Placed one, Placed other, CatalogDraft draft, CatalogIssues issues)
    {
        var (a, b) = (one.Subscription, other.Subscription);
        var meet = a.Id != b.Id && (b.To is null || a.From < b.To) && (a.To is null || b.From < a.To);
        if (meet && (a.PlanKey == b.PlanKey ? $"plan '{a.PlanKey}'" : SharedMeter(a, b, draft)) is { } shared)
        {
            issues.Add($"{one.Path}.from", "overlap", $"Subscriptions '{a.Id}' and '{b.Id}' of account '{a.AccountId}' are in force together and both price {shared}.",
                "End the one before the other begins.");
        }
    }

    private static string? SharedMeter(Subscription a, Subscription b, CatalogDraft draft)
    {
        var meters = MetersOf(a, draft).ToHashSet(StringComparer.Ordinal);
        return MetersOf(b, draft).FirstOrDefault(meters.Contains) is { } meter ? $"meter '{meter}'" : null;
    }

    private static IEnumerable<string> MetersOf(Subscription subscription, CatalogDraft draft) =>
        draft.Plan(subscription.PlanKey, subscription.PlanVersion)?.RateCards.Select(card => card.Meter).OfType<string>() ?? [];

    private sealed record Placed(Subscription Subscription, string? Path);
}
