using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Catalog;
using RevenueFunctions.Reconciliation;

namespace RevenueFunctions.Functions.Reconciliation;

/// <summary>Reconciles the books of every legal entity by the clock, and counts the records of large periods that sagas left.</summary>
public sealed class ReconcileEntities(EntityReconciliation entities, PeriodReconciliation periods, CatalogReader catalog)
{
    /// <summary>Counts, then runs one entity after the other.</summary>
    [Function(nameof(ReconcileEntities))]
    public async Task RunAsync([TimerTrigger("%ReconciliationSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await periods.CountDeferredAsync(cancellationToken);
        foreach (var entity in (await catalog.GetCurrentAsync(cancellationToken)).LegalEntities.Values.OrderBy(entity => entity.Id, StringComparer.Ordinal))
        {
            await entities.RunAsync(entity, cancellationToken);
        }
    }
}
