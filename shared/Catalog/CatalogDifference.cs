using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>Finds the documents that are not stored yet, or stored with other content: a repeated import writes nothing.</summary>
internal static class CatalogDifference
{
    public static (CatalogDocuments Changed, int Unchanged) Of(CatalogDocuments wanted, CatalogSnapshot current)
    {
        var stored = current.Documents;
        var changed = new CatalogDocuments
        {
            LegalEntities = Changed(CatalogKinds.LegalEntities, wanted.LegalEntities, stored.LegalEntities),
            TaxTables = Changed(CatalogKinds.TaxTables, wanted.TaxTables, stored.TaxTables),
            EventTypes = Changed(CatalogKinds.EventTypes, wanted.EventTypes, stored.EventTypes),
            Meters = Changed(CatalogKinds.Meters, wanted.Meters, stored.Meters),
            SourceMappings = Changed(CatalogKinds.SourceMappings, wanted.SourceMappings, stored.SourceMappings),
            Plans = Changed(CatalogKinds.Plans, wanted.Plans, stored.Plans),
            Accounts = Changed(CatalogKinds.Accounts, wanted.Accounts, stored.Accounts),
            Subscriptions = Changed(CatalogKinds.Subscriptions, wanted.Subscriptions, stored.Subscriptions),
            PostingRuleSets = Changed(CatalogKinds.PostingRuleSets, wanted.PostingRuleSets, stored.PostingRuleSets),
            ExchangeRates = Changed(CatalogKinds.ExchangeRates, wanted.ExchangeRates, stored.ExchangeRates),
            Coupons = Changed(CatalogKinds.Coupons, wanted.Coupons, stored.Coupons),
            Amendments = Changed(CatalogKinds.Amendments, wanted.Amendments, stored.Amendments),
        };
        return (changed, wanted.Count - changed.Count);
    }

    /// <summary>True when two documents say the same. Compared as JSON: records compare their lists by reference.</summary>
    public static bool AreSame<T>(T one, T other) => FabricJson.Bytes(one).AsSpan().SequenceEqual(FabricJson.Bytes(other));

    private static ImmutableArray<T> Changed<T>(CatalogKind<T> kind, ImmutableArray<T> wanted, ImmutableArray<T> stored)
        where T : class
    {
        if (wanted.IsEmpty)
        {
            return [];
        }

        var byKey = stored.ToDictionary(kind.Key, StringComparer.Ordinal);
        return [.. wanted.Where(document => !byKey.TryGetValue(kind.Key(document), out var same) || !AreSame(document, same))];
    }
}
