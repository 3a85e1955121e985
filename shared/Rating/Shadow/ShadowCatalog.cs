using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>The catalog as it would have been, had every contract on a plan been on another version of it.</summary>
internal static class ShadowCatalog
{
    public static CatalogSnapshot Of(CatalogSnapshot catalog, PricePlan draft)
    {
        var documents = catalog.Documents;
        return new CatalogSnapshot(documents with
        {
            Plans = [.. documents.Plans.Where(plan => (plan.Key, plan.Version) != (draft.Key, draft.Version)), draft],
            Subscriptions = [.. documents.Subscriptions.Select(one => one.PlanKey == draft.Key ? one with { PlanVersion = draft.Version } : one)],
            Amendments = [.. documents.Amendments.Select(one => one.PlanKey == draft.Key ? one with { PlanVersion = draft.Version } : one)],
        });
    }

    /// <summary>The accounts that have a contract on the plan, in order of their ids.</summary>
    public static IEnumerable<Account> AccountsOn(CatalogSnapshot catalog, string planKey) =>
        from account in catalog.Documents.Accounts
        where catalog.SubscriptionsByAccount.GetValueOrDefault(account.Id, []).Any(one => IsOn(catalog, one, planKey))
        orderby account.Id
        select account;

    private static bool IsOn(CatalogSnapshot catalog, Subscription contract, string planKey) =>
        contract.PlanKey == planKey || catalog.AmendmentsBySubscription.GetValueOrDefault(contract.Id, []).Any(amendment => amendment.PlanKey == planKey);
}
