namespace RevenueFunctions.Catalog;

/// <summary>The legal entities whose books a governed document bears on.</summary>
internal static class GovernedEntities
{
    public static IEnumerable<string> Of(GovernedDocument document, CatalogSnapshot catalog) => document.Kind.Name switch
    {
        "plans" => catalog.Documents.Subscriptions
            .Where(subscription => subscription.PlanKey == document.Key)
            .Select(subscription => catalog.Accounts[subscription.AccountId].LegalEntityId)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        "tax-tables" => catalog.Documents.Accounts
            .Where(account => account.Jurisdiction == document.Key)
            .Select(account => account.LegalEntityId)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        "posting-rules" => [document.Key],
        _ => [],
    };
}
