using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using RevenueFunctions.Local.Engines.Durable;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Local.Hosting;

/// <summary>The orchestrators and activities of the app, called through the function index.</summary>
internal sealed class DurableFunctions(FunctionIndex index, FunctionInvoker invoker, DataConverter converter) : IDurableFunctions
{
    private readonly Dictionary<string, FunctionEntry> orchestrators = index.TriggeredBy<OrchestrationTriggerAttribute>()
        .ToDictionary(found => found.Trigger.Orchestration ?? found.Function.Name, found => found.Function, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, FunctionEntry> activities = index.TriggeredBy<ActivityTriggerAttribute>()
        .ToDictionary(found => found.Trigger.Activity ?? found.Function.Name, found => found.Function, StringComparer.OrdinalIgnoreCase);

    public bool HasOrchestrator(string name) => orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => invoker.InvokeAsync(orchestrators[name], new Invocation
    {
        Trigger = context,
        BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = context.InstanceId },
    }).AsTask();

    public async Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellationToken)
    {
        var function = activities[name];
        var result = await invoker.InvokeAsync(function, new Invocation
        {
            Trigger = converter.Deserialize(input, function.TriggerParameter.ParameterType),
            BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = instanceId },
            CancellationToken = cancellationToken,
        });
        return result is null ? null : converter.Serialize(result);
    }
}
