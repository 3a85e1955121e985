namespace RevenueFunctions.Catalog;

/// <summary>What an amendment must fulfil.</summary>
internal static class AmendmentRules
{
    public static void Check(string path, Amendment amendment, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Id($"{path}.id", amendment.Id);
        var subscription = draft.Subscription(amendment.SubscriptionId);
        issues.Require(subscription is not null, $"{path}.subscriptionId", "unknown-subscription",
            $"No subscription '{CatalogIssues.Shown(amendment.SubscriptionId)}' is in the catalog.", "Add the subscription first.");
        issues.Require(subscription is null || amendment.EffectiveAt >= subscription.From, $"{path}.effectiveAt", "before-the-subscription",
            "The amendment takes effect before the subscription begins.", "Send an instant not before the subscription's 'from'.");
        issues.Immutable(path, $"Amendment '{CatalogIssues.Shown(amendment.Id)}'",
            draft.Stored.AmendmentsBySubscription.GetValueOrDefault(amendment.SubscriptionId, []).FirstOrDefault(one => one.Id == amendment.Id), amendment);
    }
}
