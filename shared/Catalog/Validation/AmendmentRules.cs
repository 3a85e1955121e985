namespace RevenueFunctions.Catalog;

/// <summary>What an amendment must fulfil: by itself, and against the contract as it stands then.</summary>
internal static class AmendmentRules
{
    public static void Check(string path, Amendment amendment, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Id($"{path}.id", amendment.Id);
        issues.Require(amendment.EffectiveAt.Year is >= 1970 and < 9000, $"{path}.effectiveAt", "out-of-range", "The instant is out of range.", "Send an instant from 1970 on.");
        if (amendment.Reason is not null)
        {
            issues.Text($"{path}.reason", amendment.Reason, 500);
        }

        CheckMembers(path, amendment, issues);
        var subscription = draft.Subscription(amendment.SubscriptionId);
        if (!issues.Require(subscription is not null, $"{path}.subscriptionId", "unknown-subscription",
                $"No subscription '{CatalogIssues.Shown(amendment.SubscriptionId)}' is in the catalog.", "Add the subscription first."))
        {
            return;
        }

        var stored = draft.Stored.AmendmentsBySubscription.GetValueOrDefault(amendment.SubscriptionId, []).FirstOrDefault(one => one.Id == amendment.Id);
        issues.Immutable(path, $"Amendment '{CatalogIssues.Shown(amendment.Id)}'", stored, amendment);
        if (stored is null && issues.Require(amendment.EffectiveAt >= subscription!.From, $"{path}.effectiveAt", "before-the-subscription",
                $"The amendment takes effect before the subscription begins at {subscription.From:O}.", "Send an instant not before the subscription's 'from'."))
        {
            CheckContract(path, amendment, ContractTimeline.Of(subscription, draft.Amendments(subscription.Id)), draft, issues);
        }
    }

    private static void CheckMembers(string path, Amendment amendment, CatalogIssues issues)
    {
        var kind = amendment.Kind;
        Member("rateCard", amendment.RateCard is not null, kind == AmendmentKind.Quantity, kind == AmendmentKind.Quantity);
        Member("quantity", amendment.Quantity is not null, kind == AmendmentKind.Quantity, kind == AmendmentKind.Quantity);
        Member("planKey", amendment.PlanKey is not null, kind == AmendmentKind.Plan, kind == AmendmentKind.Plan);
        Member("planVersion", amendment.PlanVersion is not null, kind == AmendmentKind.Plan, kind == AmendmentKind.Plan);
        Member("quantities", amendment.Quantities is not null, kind == AmendmentKind.Plan, false);
        Member("trialUntil", amendment.TrialUntil is not null, kind == AmendmentKind.Trial, kind == AmendmentKind.Trial);
        issues.Require(amendment.TrialUntil is null || (amendment.TrialUntil >= amendment.EffectiveAt && amendment.TrialUntil.Value.Year < 9000), $"{path}.trialUntil",
            "ends-before-it-begins", "The trial ends before the amendment takes effect.", "Send an instant not before 'effectiveAt'; the same one ends the trial then.");

        void Member(string name, bool isGiven, bool isTaken, bool isNeeded)
        {
            issues.Require(isGiven || !isNeeded, $"{path}.{name}", "missing", $"An amendment of kind '{Name(kind)}' needs '{name}'.", "Add it.");
            issues.Require(!isGiven || isTaken, $"{path}.{name}", "not-of-its-kind", $"An amendment of kind '{Name(kind)}' has no '{name}'.", "Leave it out, or send it as another amendment.");
        }
    }

    private static void CheckContract(string path, Amendment amendment, ContractTimeline timeline, CatalogDraft draft, CatalogIssues issues)
    {
        foreach (var wrong in timeline.Contradictions)
        {
            if (ReferenceEquals(wrong.Amendment, amendment))
            {
                issues.Add($"{path}.effectiveAt", wrong.Code, wrong.Message, wrong.Remedy);
            }
            else if (wrong.Code != ContractTimeline.AfterItsEnd)
            {
                // What comes after an end has no effect and does no harm; what comes after a second pause would lose its meaning.
                issues.Add($"{path}.effectiveAt", "contradicts-later",
                    $"Amendment '{CatalogIssues.Shown(wrong.Amendment.Id)}' of {wrong.Amendment.EffectiveAt:O} would make no sense any more: {wrong.Message}", "Choose another instant.");
            }
        }

        var segment = timeline.At(amendment.EffectiveAt);
        var plan = draft.Plan(segment.PlanKey, segment.PlanVersion);
        if (amendment.Kind == AmendmentKind.Plan)
        {
            CheckPlan(path, amendment, timeline.Subscription, draft, issues);
            QuantityRules.Check($"{path}.quantities", amendment.Quantities, draft.Plan(amendment.PlanKey ?? string.Empty, amendment.PlanVersion ?? 0), issues);
        }
        else if (amendment is { RateCard: { } card, Quantity: { } quantity })
        {
            QuantityRules.Check($"{path}.rateCard", $"{path}.quantity", card, quantity, plan, issues);
        }
    }

    private static void CheckPlan(string path, Amendment amendment, Subscription subscription, CatalogDraft draft, CatalogIssues issues)
    {
        if (amendment is not { PlanKey: { } key, PlanVersion: { } version })
        {
            return;
        }

        if (draft.Plan(key, version) is not { } plan)
        {
            issues.Add($"{path}.planKey", "unknown-plan", $"Plan '{CatalogIssues.Shown(key)}' has no version {version} in the catalog.", "Add the plan version first.");
        }
        else if (draft.Plan(subscription.PlanKey, subscription.PlanVersion) is { } begun)
        {
            PlanDayRules.Check($"{path}.effectiveAt", plan, draft.Account(subscription.AccountId), amendment.EffectiveAt, issues);
            issues.Require(plan.Currency == begun.Currency, $"{path}.planKey", "currency-mismatch",
                $"Plan '{CatalogIssues.Shown(plan.Key)}' is in {plan.Currency}, the contract in {begun.Currency}.", $"Choose a plan in {begun.Currency}.");
        }
    }

    private static string Name(AmendmentKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
