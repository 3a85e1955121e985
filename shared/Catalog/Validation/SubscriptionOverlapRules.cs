using System.Collections.Immutable;
using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>
/// At no instant may two contracts of an account be on the same plan or price the same meter: a usage event would have two prices. What a
/// contract is on, its amendments say.
/// </summary>
internal static class SubscriptionOverlapRules
{
    public static void Check(CatalogDraft draft, CatalogIssues issues)
    {
        foreach (var account in Incoming(draft).GroupBy(one => one.Subscription.AccountId, StringComparer.Ordinal))
        {
            var ids = account.Select(one => one.Subscription.Id).ToHashSet(StringComparer.Ordinal);
            var stored = draft.Stored.SubscriptionsByAccount.GetValueOrDefault(account.Key, []).Where(one => !ids.Contains(one.Id));
            var earlier = stored.Select(one => Placed.Of(one, string.Empty, draft)).ToList();
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

    // Contracts that are new or changed, and those that an amendment puts on another plan.
    private static IEnumerable<Placed> Incoming(CatalogDraft draft)
    {
        var subscriptions = draft.Documents.Subscriptions.Select((subscription, at) =>
            Placed.Of(subscription, string.Create(CultureInfo.InvariantCulture, $"subscriptions[{at}].from"), draft));
        var amended = draft.Documents.Amendments.Select((amendment, at) => (Amendment: amendment, At: at))
            .Where(one => one.Amendment.Kind == AmendmentKind.Plan && !draft.Documents.Subscriptions.Any(subscription => subscription.Id == one.Amendment.SubscriptionId))
            .Select(one => (Subscription: draft.Subscription(one.Amendment.SubscriptionId), one.At))
            .Where(one => one.Subscription is not null)
            .DistinctBy(one => one.Subscription!.Id)
            .Select(one => Placed.Of(one.Subscription!, string.Create(CultureInfo.InvariantCulture, $"amendments[{one.At}].planKey"), draft));
        return subscriptions.Concat(amended);
    }

    private static void CheckPair(Placed one, Placed other, CatalogDraft draft, CatalogIssues issues)
    {
        if (one.Subscription.Id == other.Subscription.Id)
        {
            return;
        }

        var shared = one.Segments
            .SelectMany(_ => other.Segments, (a, b) => (One: a, Other: b))
            .Where(pair => (pair.Other.To is null || pair.One.From < pair.Other.To) && (pair.One.To is null || pair.Other.From < pair.One.To))
            .Select(pair => pair.One.PlanKey == pair.Other.PlanKey ? $"plan '{CatalogIssues.Shown(pair.One.PlanKey)}'" : SharedMeter(pair.One, pair.Other, draft))
            .FirstOrDefault(shared => shared is not null);
        if (shared is not null)
        {
            issues.Add(one.Path, "overlap",
                $"Subscriptions '{CatalogIssues.Shown(one.Subscription.Id)}' and '{CatalogIssues.Shown(other.Subscription.Id)}' of account '{CatalogIssues.Shown(one.Subscription.AccountId)}' are in force together and both price {shared}.",
                "End the one before the other begins.");
        }
    }

    private static string? SharedMeter(ContractSegment a, ContractSegment b, CatalogDraft draft)
    {
        var meters = MetersOf(a, draft).ToHashSet(StringComparer.Ordinal);
        return MetersOf(b, draft).FirstOrDefault(meters.Contains) is { } meter ? $"meter '{CatalogIssues.Shown(meter)}'" : null;
    }

    private static IEnumerable<string> MetersOf(ContractSegment segment, CatalogDraft draft) =>
        draft.Plan(segment.PlanKey, segment.PlanVersion)?.RateCards.Select(card => card.Meter).OfType<string>() ?? [];

    private sealed record Placed(Subscription Subscription, ImmutableArray<ContractSegment> Segments, string Path)
    {
        public static Placed Of(Subscription subscription, string path, CatalogDraft draft) =>
            new(subscription, [.. ContractTimeline.Of(subscription, draft.Amendments(subscription.Id)).Segments.Where(segment => segment.State != ContractState.Ended)], path);
    }
}
