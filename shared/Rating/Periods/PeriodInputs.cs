using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Rating;

/// <summary>Reads from stored usage what rating a period needs.</summary>
public sealed class PeriodInputs(UsagePeriods periods)
{
    /// <summary>What the period is rated from: as it was frozen, or as it stands while it is open.</summary>
    public async Task<(PeriodUsage Usage, PeriodInput Input)> ReadAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod period, CancellationToken cancellationToken = default)
    {
        var usage = await periods.ReadFrozenAsync(account, period, cancellationToken);
        return (usage, new PeriodInput(usage.Usage, []));
    }
}
