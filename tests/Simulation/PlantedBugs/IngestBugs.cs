using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Ingest;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>Mistakes on the way from the hub to the usage records.</summary>
internal static class IngestBugs
{
    /// <summary>The trap of the trigger: what is caught and logged is checkpointed, and never comes again.</summary>
    public static void FailedBatchIsPassedOver(IServiceCollection services) => services.AlterCalls(async call =>
    {
        try
        {
            return await call.InvokeAsync();
        }
        catch (StorageUnavailableException) when (call.Function.Trigger is EventHubTriggerAttribute)
        {
            return null;
        }
    });

    /// <summary>The checkpoint is written while the batch is still under way.</summary>
    public static void CheckpointBeforeTheBatchIsDone(IServiceCollection services) => services.AlterCalls(call =>
    {
        if (call.Function.Trigger is not EventHubTriggerAttribute)
        {
            return call.InvokeAsync();
        }

        _ = RunAsync();
        return ValueTask.FromResult<object?>(null);

        async Task RunAsync()
        {
            try
            {
                await call.InvokeAsync();
            }
            catch (StorageUnavailableException)
            {
                // The bug: nobody is there to hear of it.
            }
        }
    });

    /// <summary>A usage record replaces what stands under its key; its quantities are counted again.</summary>
    public static void DuplicateReplacesItsRecord(IServiceCollection services) => services.AlterCommits(batch =>
        batch.Table == UsageRows.Table ? batch.With(change => UsageRows.Records.Contains(change.Row) ? change.Unconditional() : change) : batch);

    /// <summary>Records are written whatever the fence has become since it was read.</summary>
    public static void NoFenceCheck(IServiceCollection services) => services.AlterCommits(batch =>
        batch.Table == UsageRows.Table && batch.Changes.Any(change => UsageRows.Records.Contains(change.Row))
            ? batch.With(change => change.Row == UsageRows.Fence ? change.Unconditional() : change)
            : batch);
}
