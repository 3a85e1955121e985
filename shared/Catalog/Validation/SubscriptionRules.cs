namespace RevenueFunctions.Catalog;

/// <summary>What a subscription must fulfil by itself.</summary>
internal static class SubscriptionRules
{
    public static void Check(string path, Subscription subscription, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Id($"{path}.id", subscription.Id);
        issues.Require(subscription.From.Year is >= 1970 and < 9000, $"{path}.from", "out-of-range", "The contract begins out of range.", "Send an instant from 1970 on.");
        issues.Require(subscription.To is null || (subscription.To >= subscription.From && subscription.To.Value.Year < 9000), $"{path}.to",
            "ends-before-it-begins", "The contract ends before it begins.", "Send an instant not before 'from', or leave 'to' out.");
        issues.Require(subscription.TrialUntil is null || (subscription.TrialUntil > subscription.From && subscription.TrialUntil.Value.Year < 9000), $"{path}.trialUntil",
            "ends-before-it-begins", "The trial ends before the contract begins.", "Send an instant after 'from', or leave 'trialUntil' out.");
        CheckReferences(path, subscription, draft, issues);
        QuantityRules.Check($"{path}.quantities", subscription.Quantities, draft.Plan(subscription.PlanKey, subscription.PlanVersion), issues);

        var stored = draft.Stored.Subscriptions.GetValueOrDefault(subscription.Id);
        if (stored is not null && !CatalogDifference.AreSame(stored with { To = subscription.To, LateUsage = subscription.LateUsage }, subscription))
        {
            issues.Conflict(path, "subscription-fixed",
                $"Subscription '{subscription.Id}' is stored with another account, plan or start, and usage is attributed to it already.",
                "Only its end and its late usage policy can change: record an amendment, or end it and add another one.");
        }
    }

    private static void CheckReferences(string path, Subscription subscription, CatalogDraft draft, CatalogIssues issues)
    {
        var account = draft.Account(subscription.AccountId);
        var plan = draft.Plan(subscription.PlanKey, subscription.PlanVersion);
        issues.Require(account is not null, $"{path}.accountId", "unknown-account",
            $"No account '{CatalogIssues.Shown(subscription.AccountId)}' is in the catalog.", "Add the account, in the same request or before.");
        issues.Require(plan is not null, $"{path}.planKey", "unknown-plan",
            $"Plan '{CatalogIssues.Shown(subscription.PlanKey)}' has no version {subscription.PlanVersion} in the catalog.",
            "Add the plan version, in the same request or before.");
        if (plan is not null)
        {
            PlanDayRules.Check($"{path}.from", plan, account, subscription.From, issues);
        }

        if (account is not null && plan is not null && draft.LegalEntity(account.LegalEntityId) is { } entity)
        {
            var currency = account.InvoiceCurrency(entity);
            issues.Require(plan.Currency == currency || draft.Converts(plan.Currency, currency), $"{path}.planKey", "currency-mismatch",
                $"Plan '{CatalogIssues.Shown(plan.Key)}' is in {plan.Currency}, the account is invoiced in {currency}.", $"Choose a plan in {currency}, or add an exchange rate from {plan.Currency} to {currency}.");
        }
    }
}
