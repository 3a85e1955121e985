using RevenueFunctions.Storage;

namespace RevenueFunctions.Catalog;

/// <summary>The kinds, in the order in which a document may name another: what is named is written first.</summary>
internal static class CatalogKinds
{
    public static readonly CatalogKind<LegalEntity> LegalEntities = new("legalentities", 1, entity => TableKey.Escape(entity.Id));
    public static readonly CatalogKind<TaxTable> TaxTables = new("taxtables", 1, table => TableKey.Escape(table.Jurisdiction));
    public static readonly CatalogKind<EventType> EventTypes = new("eventtypes", 1, type => TableKey.Escape(type.Type));
    public static readonly CatalogKind<Meter> Meters = new("meters", 1, meter => TableKey.Escape(meter.Key));
    public static readonly CatalogKind<SourceMapping> SourceMappings =
        new("sourcemappings", 1, mapping => $"{TableKey.Escape(mapping.Key)}:{TableKey.Number(mapping.Version)}");
    public static readonly CatalogKind<PricePlan> Plans = new("plans", 1, plan => $"{TableKey.Escape(plan.Key)}:{TableKey.Number(plan.Version)}");
    public static readonly CatalogKind<Account> Accounts = new("accounts", 16, account => TableKey.Escape(account.Id));
    public static readonly CatalogKind<Subscription> Subscriptions = new("subscriptions", 16, subscription => TableKey.Escape(subscription.Id));
}
