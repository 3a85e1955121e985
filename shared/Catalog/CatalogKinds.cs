using System.Globalization;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Catalog;

/// <summary>The kinds, in the order in which a document may name another: what is named is written first.</summary>
internal static class CatalogKinds
{
    public static readonly CatalogKind<LegalEntity> LegalEntities = new("legalentities", 1, entity => TableKey.Escape(entity.Id));
    public static readonly CatalogKind<TaxTable> TaxTables = new(
        "taxtables", 1, table => table.Version == 1 ? TableKey.Escape(table.Jurisdiction) : $"{TableKey.Escape(table.Jurisdiction)}:{TableKey.Number(table.Version)}");
    public static readonly CatalogKind<EventType> EventTypes = new("eventtypes", 1, type => TableKey.Escape(type.Type));
    public static readonly CatalogKind<Meter> Meters = new("meters", 1, meter => TableKey.Escape(meter.Key));
    public static readonly CatalogKind<SourceMapping> SourceMappings =
        new("sourcemappings", 1, mapping => $"{TableKey.Escape(mapping.Key)}:{TableKey.Number(mapping.Version)}");
    public static readonly CatalogKind<PricePlan> Plans = new("plans", 1, plan => $"{TableKey.Escape(plan.Key)}:{TableKey.Number(plan.Version)}");
    public static readonly CatalogKind<Account> Accounts = new("accounts", 16, account => TableKey.Escape(account.Id));
    public static readonly CatalogKind<Subscription> Subscriptions = new("subscriptions", 16, subscription => TableKey.Escape(subscription.Id));
    public static readonly CatalogKind<PostingRuleSet> PostingRuleSets =
        new("postingrules", 1, rules => $"{TableKey.Escape(rules.LegalEntityId)}:{TableKey.Number(rules.Version)}");
    public static readonly CatalogKind<ExchangeRate> ExchangeRates =
        new("exchangerates", 1, rate => string.Create(CultureInfo.InvariantCulture, $"{rate.From}:{rate.To}:{rate.Date:yyyyMMdd}"));
    public static readonly CatalogKind<Coupon> Coupons = new("coupons", 1, coupon => TableKey.Escape(coupon.Key));
    public static readonly CatalogKind<Amendment> Amendments =
        new("amendments", 16, amendment => $"{TableKey.Escape(amendment.SubscriptionId)}:{TableKey.Escape(amendment.Id)}");
}
