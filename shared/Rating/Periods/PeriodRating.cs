using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Rating;

/// <summary>Rates a billing period of an account: reads its usage and hands it, with the catalog, to the rating engine.</summary>
public sealed class PeriodRating(UsagePeriods periods)
{
    /// <summary>Rates the usage of a frozen period.</summary>
    public async Task<RatedPeriod> RateFrozenAsync(CatalogSnapshot catalog, Account account, BillingPeriod period, CancellationToken cancellationToken = default)
    {
        var usage = await periods.ReadFrozenAsync(account, period, cancellationToken);
        return new RatedPeriod(usage, RatingEngine.Rate(catalog, account, period, usage.Usage));
    }
}
