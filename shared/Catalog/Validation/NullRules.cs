using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Finds null where a list or a map must have values. The serializer refuses null members but lets null elements through, and every other
/// rule relies on there being none.
/// </summary>
internal static class NullRules
{
    public static bool Check(CatalogDocuments documents, CatalogIssues issues) =>
        Elements("legalEntities", documents.LegalEntities, issues, (path, entity) => Check($"{path}.postingRules", entity.PostingRules, issues) &
            (entity.Details is null || (Elements($"{path}.details.address", entity.Details.Address, issues) & Elements($"{path}.details.payment", entity.Details.Payment, issues))))
        & Elements("eventTypes", documents.EventTypes, issues)
        & Elements("subscriptions", documents.Subscriptions, issues)
        & Elements("postingRuleSets", documents.PostingRuleSets, issues, (path, rules) => Check($"{path}.rules", rules.Rules, issues))
        & Elements("exchangeRates", documents.ExchangeRates, issues)
        & Elements("coupons", documents.Coupons, issues, (path, coupon) => Elements($"{path}.products", coupon.Products, issues))
        & Elements("amendments", documents.Amendments, issues)
        & Elements("accounts", documents.Accounts, issues, (path, account) =>
            Elements($"{path}.aliases", account.Aliases, issues) & Elements($"{path}.coupons", account.Coupons, issues) & Elements($"{path}.address", account.Address, issues))
        & Elements("meters", documents.Meters, issues, (path, meter) => Elements($"{path}.groupBy", meter.GroupBy, issues))
        & Elements("taxTables", documents.TaxTables, issues, (path, table) => Elements($"{path}.rates", table.Rates, issues))
        & Elements("sourceMappings", documents.SourceMappings, issues, (path, mapping) =>
            Values($"{path}.data", mapping.Data, issues) & Elements($"{path}.exclude", mapping.Exclude, issues))
        & Elements("plans", documents.Plans, issues, (path, plan) => Elements($"{path}.rateCards", plan.RateCards, issues, (cardPath, card) =>
            Values($"{cardPath}.group", card.Group, issues) & Check($"{cardPath}.price", card.Price, issues)));

    /// <summary>The same for a price that comes alone.</summary>
    public static bool Check(string path, Price price, CatalogIssues issues) => price switch
    {
        GraduatedPrice graduated => Elements($"{path}.tiers", graduated.Tiers, issues),
        VolumePrice volume => Elements($"{path}.tiers", volume.Tiers, issues),
        GraduatedPercentagePrice percentage => Elements($"{path}.tiers", percentage.Tiers, issues),
        StairStepPrice stairs => Elements($"{path}.tiers", stairs.Tiers, issues),
        BlockPrice block => Elements($"{path}.tiers", block.Tiers, issues),
        TimeWeightedGraduatedPrice weighted => Elements($"{path}.tiers", weighted.Tiers, issues),
        BucketedPrice bucketed => Check($"{path}.price", bucketed.Price, issues),
        _ => true,
    };

    private static bool Check(string path, PostingRules? rules, CatalogIssues issues) => rules is null
        || ((rules.Chart.IsDefault || Elements($"{path}.chart", rules.Chart, issues))
            & (rules.Allocations.IsDefault || Elements($"{path}.allocations", rules.Allocations, issues))
            & Values($"{path}.revenueByProduct", rules.RevenueByProduct, issues)
            & Values($"{path}.deferredRevenueByProduct", rules.DeferredRevenueByProduct, issues)
            & Values($"{path}.taxPayableBy", rules.TaxPayableBy, issues)
            & Values($"{path}.dimensions", rules.Dimensions, issues));

    private static bool Elements<T>(string path, ImmutableArray<T> elements, CatalogIssues issues, Func<string, T, bool>? inner = null)
        where T : class
    {
        if (elements.IsDefault)
        {
            return issues.Require(false, path, "missing", "The list is missing.", "Send a list.");
        }

        var sound = true;
        for (var at = 0; at < elements.Length; at++)
        {
            var element = string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]");
            sound &= issues.Require(elements[at] is not null, element, "null", "The element is null.", "Send a value or leave the element out.")
                && (inner is null || inner(element, elements[at]));
        }

        return sound;
    }

    private static bool Values<T>(string path, ImmutableSortedDictionary<string, T>? values, CatalogIssues issues)
        where T : class =>
        values is null || values.All(pair => issues.Require(
            pair.Value is not null, $"{path}.{CatalogIssues.Shown(pair.Key)}", "null", "The value is null.", "Send a value or leave the member out."));
}
