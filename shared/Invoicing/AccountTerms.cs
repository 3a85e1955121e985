using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>What an account agreed on beside its prices, as it applies to one billing period. Pure.</summary>
internal static class AccountTerms
{
    public static CompositionTerms Of(CatalogSnapshot catalog, LegalEntity entity, Account account, BillingPeriod period, CreditAllowance allowance)
    {
        var minimum = account.MinimumSpend;
        var covered = minimum is null ? null : MinimumCoverage(catalog, account, period, minimum);
        ImmutableArray<Coupon> coupons = [.. account.Coupons
            .Select(key => catalog.Coupons.GetValueOrDefault(key))
            .OfType<Coupon>()
            .Where(coupon => coupon.Covers(period) && (coupon.Uses is not { } uses || allowance.UsesOf(coupon.Key) < uses))];
        return new CompositionTerms(account.InvoiceCurrency(entity), period, covered is { IsEmpty: false } ? minimum : null, covered, coupons);
    }

    /// <summary>The keys of coupons that may be used only so often.</summary>
    public static HashSet<string> LimitedCoupons(CatalogSnapshot catalog) =>
        [.. catalog.Documents.Coupons.Where(coupon => coupon.Uses is not null).Select(coupon => coupon.Key)];

    // From the first contract of the period to the end of the last one, or as the minimum itself says.
    private static Coverage MinimumCoverage(CatalogSnapshot catalog, Account account, BillingPeriod period, MinimumSpend minimum)
    {
        var contracts = catalog.SubscriptionsByAccount.GetValueOrDefault(account.Id, [])
            .Select(contract => Coverage.Of(account, period, ContractTimeline.Of(catalog, contract)))
            .Where(part => !part.IsEmpty)
            .ToList();
        var from = Within(minimum.From ?? (contracts.Count == 0 ? period.End : contracts.Min(part => part.From)), period);
        var to = Within(minimum.To ?? (contracts.Count == 0 ? period.Start : contracts.Max(part => part.To)), period);
        return new Coverage(account, period, from, to > from ? to : from);
    }

    private static DateTimeOffset Within(DateTimeOffset instant, BillingPeriod period) =>
        instant < period.Start ? period.Start : instant > period.End ? period.End : instant;
}
