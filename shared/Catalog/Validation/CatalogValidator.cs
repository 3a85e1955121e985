using System.Collections.Immutable;
using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Validates documents against each other and against the stored catalog. Pure. What is stored is valid, and what others refer to never
/// changes its meaning, so only the documents handed in need a look.
/// </summary>
public static class CatalogValidator
{
    /// <summary>Bytes of one document: it has to fit into one row.</summary>
    private const int DocumentBytes = 900_000;

    /// <summary>What is wrong with the documents, or null when they may be stored.</summary>
    public static CatalogOutcome? Validate(CatalogDocuments documents, CatalogSnapshot current)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(current);
        var issues = new CatalogIssues();
        if (!NullRules.Check(documents, issues))
        {
            return issues.Outcome;
        }

        var draft = new CatalogDraft(documents, current);
        Each("legalEntities", documents.LegalEntities, entity => entity.Id, issues, (path, entity) => LegalEntityRules.Check(path, entity, draft, issues));
        Each("taxTables", documents.TaxTables, table => VersionKey(table.Jurisdiction, table.Version), issues, (path, table) => TaxTableRules.Check(path, table, draft, issues));
        Each("eventTypes", documents.EventTypes, type => type.Type, issues, (path, type) => EventTypeRules.Check(path, type, issues));
        Each("meters", documents.Meters, meter => meter.Key, issues, (path, meter) => MeterRules.Check(path, meter, draft, issues));
        Each("sourceMappings", documents.SourceMappings, mapping => VersionKey(mapping.Key, mapping.Version), issues,
            (path, mapping) => SourceMappingRules.Check(path, mapping, draft, issues));
        Each("plans", documents.Plans, plan => VersionKey(plan.Key, plan.Version), issues, (path, plan) => PlanRules.Check(path, plan, draft, issues));
        Each("accounts", documents.Accounts, account => account.Id, issues, (path, account) => AccountRules.Check(path, account, draft, issues));
        Each("subscriptions", documents.Subscriptions, subscription => subscription.Id, issues,
            (path, subscription) => SubscriptionRules.Check(path, subscription, draft, issues));
        Each("postingRuleSets", documents.PostingRuleSets, rules => VersionKey(rules.LegalEntityId, rules.Version), issues,
            (path, rules) => PostingRuleSetRules.Check(path, rules, draft, issues));
        Each("exchangeRates", documents.ExchangeRates, rate => CatalogKinds.ExchangeRates.Key(rate), issues,
            (path, rate) => ExchangeRateRules.Check(path, rate, draft, issues));
        Each("coupons", documents.Coupons, coupon => coupon.Key, issues, (path, coupon) => CouponRules.Check(path, coupon, draft, issues));
        Each("amendments", documents.Amendments, amendment => CatalogKinds.Amendments.Key(amendment), issues,
            (path, amendment) => AmendmentRules.Check(path, amendment, draft, issues));
        AliasRules.Check(draft, issues);
        SubscriptionOverlapRules.Check(draft, issues);
        return issues.Outcome;
    }

    private static void Each<T>(string member, ImmutableArray<T> documents, Func<T, string> key, CatalogIssues issues, Action<string, T> check)
    {
        var seen = new Dictionary<string, int>(documents.Length, StringComparer.Ordinal);
        for (var at = 0; at < documents.Length; at++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{member}[{at}]");
            var id = key(documents[at]);
            check(path, documents[at]);
            issues.Require(seen.TryAdd(id, at), path, "duplicate",
                $"'{CatalogIssues.Shown(id)}' is in the request twice, first at {member}[{seen[id]}].", "Send each document once.");
            var bytes = FabricJson.Bytes(documents[at]).Length;
            issues.Require(bytes <= DocumentBytes, path, "too-large", $"The document has {bytes:N0} bytes.",
                $"Keep a document under {DocumentBytes:N0} bytes: split it.");
        }
    }

    private static string VersionKey(string key, int version) => string.Create(CultureInfo.InvariantCulture, $"{key}:{version}");
}
