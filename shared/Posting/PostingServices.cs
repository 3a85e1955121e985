using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ledger;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Posting;

/// <summary>Composes posting and the embedded ledger.</summary>
public static class PostingServices
{
    /// <summary>Adds lanes, their worker and the embedded ledger as ERP. Needs the store, the clock, the doorbell and the catalog.</summary>
    public static IServiceCollection AddPosting(this IServiceCollection services)
    {
        services.AddTelemetry();
        services.AddOptions<PostingOptions>().ValidateDataAnnotations().ValidateOnStart();

        // The catalog as it is now, not as it was a moment ago: an entry made by rules that another instance has just stored may name an account of
        // theirs. Refused by an older chart, it would block its lane.
        services.AddSingleton<FindLegalEntity>(provider =>
        {
            var catalog = provider.GetRequiredService<CatalogReader>();
            return async (id, cancellationToken) => (await catalog.GetCurrentAsync(cancellationToken)).LegalEntities.GetValueOrDefault(id);
        });
        services.AddSingleton<FindChart>(provider =>
        {
            var catalog = provider.GetRequiredService<CatalogReader>();
            return async (entity, cancellationToken) => PostingRulesChart.OfAllVersions(await catalog.GetCurrentAsync(cancellationToken), entity);
        });
        services.AddSingleton<PostingLane>();
        services.AddSingleton<StandingEntries>();
        services.AddSingleton<AccountingPeriods>();
        services.AddSingleton<DeferredRevenue>();
        services.AddSingleton<RevenueRecognition>();
        services.AddSingleton<UnbilledRevenue>();
        services.AddSingleton<RevenueAccrual>();

        // Recognition first: it belongs to what is in the books, the accrual to what is not.
        services.AddSingleton<IClosingStep>(provider => provider.GetRequiredService<RevenueRecognition>());
        services.AddSingleton<IClosingStep>(provider => provider.GetRequiredService<RevenueAccrual>());

        // Found when it is asked for: the periods themselves need the catalog, which asks.
        services.AddSingleton<FindFirstOpenDay>(provider => async (id, cancellationToken) =>
            await provider.GetRequiredService<AccountingPeriods>().FirstOpenDayAsync(id, cancellationToken));
        services.AddSingleton<OpenBooksFrom>(provider => provider.GetRequiredService<EmbeddedLedger>().OpenFromAsync);
        services.AddSingleton<DocumentBooking>();
        services.AddSingleton<PostingLaneWorker>();
        services.AddSingleton<LaneControl>();
        services.AddSingleton<LedgerFaults>();
        services.AddSingleton<EmbeddedLedger>();
        services.AddSingleton<BooksExport>();
        services.TryAddSingleton<IErpConnector, FaultyLedger>();
        services.AddSingleton<CheckedErp>();
        return services;
    }
}
