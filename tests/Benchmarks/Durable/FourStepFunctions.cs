using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable;

namespace RevenueFunctions.Benchmarks.Durable;

/// <summary>An orchestrator that calls four activities one after another, as delegates: what is measured is the engine.</summary>
internal sealed class FourStepFunctions : IDurableFunctions
{
    public const string Orchestrator = "FourSteps";

    private const string Step = "Step";

    public bool HasOrchestrator(string name) => name == Orchestrator;

    public bool HasActivity(string name) => name == Step;

    public async Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var value = 0;
        for (var step = 0; step < 4; step++)
        {
            value = await context.CallActivityAsync<int>(Step, value);
        }

        return value;
    }

    public Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken) => Task.FromResult(input);
}
