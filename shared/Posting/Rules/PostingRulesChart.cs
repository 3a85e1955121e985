using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Posting;

/// <summary>The chart of accounts that posting rules imply: the accounts with a role under a standard name, those named by product or tax, and the rest.</summary>
internal static class PostingRulesChart
{
    /// <summary>The accounts with a role of their own, by the rule's name in JSON.</summary>
    public static IEnumerable<(string Rule, ChartAccount Account)> Roles(PostingRules rules) =>
    [
        ("bank", new(rules.Bank, "Bank", AccountType.Asset)),
        ("receivable", new(rules.Receivable, "Accounts receivable", AccountType.Asset)),
        ("accruedRevenue", new(rules.AccruedRevenue, "Accrued revenue", AccountType.Asset)),
        ("taxPayable", new(rules.TaxPayable, "Tax payable", AccountType.Liability)),
        ("deferredRevenue", new(rules.DeferredRevenue, "Deferred revenue", AccountType.Liability)),
        ("prepaidCredits", new(rules.PrepaidCredits, "Prepaid credits", AccountType.Liability)),
        ("revenue", new(rules.Revenue, "Revenue", AccountType.Revenue)),
        ("discounts", new(rules.Discounts, "Discounts", AccountType.Revenue)),
        ("exchangeGain", new(rules.ExchangeGain, "Exchange gains", AccountType.Revenue)),
        ("exchangeLoss", new(rules.ExchangeLoss, "Exchange losses", AccountType.Expense)),
        ("writeOff", new(rules.WriteOff, "Receivables written off", AccountType.Expense)),
        ("roundingDifference", new(rules.RoundingDifference, "Rounding difference", AccountType.Expense)),
    ];

    /// <summary>The accounts that rules by product or tax name.</summary>
    public static IEnumerable<(string Path, string Code, AccountType Type)> Named(PostingRules rules) =>
        By("revenueByProduct", rules.RevenueByProduct, AccountType.Revenue)
            .Concat(By("deferredRevenueByProduct", rules.DeferredRevenueByProduct, AccountType.Liability))
            .Concat(By("taxPayableBy", rules.TaxPayableBy, AccountType.Liability));

    public static ImmutableArray<ChartAccount> Of(PostingRules rules)
    {
        var chart = new SortedDictionary<string, ChartAccount>(StringComparer.Ordinal);
        foreach (var (_, account) in Roles(rules))
        {
            chart[account.Code] = account;
        }

        var types = Named(rules).GroupBy(named => named.Code, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Type, StringComparer.Ordinal);
        foreach (var account in rules.Chart.IsDefault ? [] : rules.Chart)
        {
            // Its name is the entity's own; what it is follows from its role, when the chart does not say.
            AccountType? byRole = chart.TryGetValue(account.Code, out var role) ? role.Type : types.TryGetValue(account.Code, out var named) ? named : null;
            chart[account.Code] = account with { Type = account.Type ?? byRole };
        }

        return [.. chart.Values];
    }

    /// <summary>The accounts of the entity's own rules and of every later version: an entry is booked by the rules of its day, not by the newest ones.</summary>
    public static ImmutableArray<ChartAccount> OfAllVersions(CatalogSnapshot catalog, LegalEntity entity)
    {
        var versions = catalog.PostingRuleSets.GetValueOrDefault(entity.Id, []).Select(set => set.Rules).Prepend(entity.PostingRules ?? PostingRules.Standard);
        var chart = new SortedDictionary<string, ChartAccount>(StringComparer.Ordinal);
        foreach (var account in versions.SelectMany(rules => Of(rules)))
        {
            chart[account.Code] = account;
        }

        return [.. chart.Values];
    }

    private static IEnumerable<(string Path, string Code, AccountType Type)> By(string rule, ImmutableSortedDictionary<string, string>? accounts, AccountType type) =>
        (accounts ?? ImmutableSortedDictionary<string, string>.Empty).Select(pair => ($"{rule}.{pair.Key}", pair.Value, type));
}
