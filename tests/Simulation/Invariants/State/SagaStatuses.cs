using Microsoft.DurableTask;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>What running sagas say of themselves.</summary>
internal static class SagaStatuses
{
    /// <summary>The status of an orchestration that has not ended.</summary>
    public static async Task<SagaStatus> OfAsync(SimulatedProcess process, string instanceId)
    {
        var text = (await process.Durable.FindAsync(instanceId))?.CustomStatus;
        return text is null ? new SagaStatus("its beginning") : process.Durable.Options.Converter.Deserialize<SagaStatus>(text)!;
    }
}
