using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Operations;
using RevenueFunctions.Functions.Telemetry;

namespace RevenueFunctions.Functions;

/// <summary>The one list of steps that both builds of the function app put before its functions.</summary>
public static class FabricPipeline
{
    /// <summary>
    /// Puts the mark of the trace and the gate before the HTTP functions, and the audit log behind them. Orchestrators go by without an await: one there would break
    /// their replay.
    /// </summary>
    public static IFunctionsWorkerApplicationBuilder UseFabric(this IFunctionsWorkerApplicationBuilder builder) =>
        builder.UseWhen<CallTrace>(IsHttp).UseWhen<ApiGate>(IsHttp).UseWhen<CommandAudit>(IsHttp);

    private static bool IsHttp(FunctionContext context) =>
        context.FunctionDefinition.InputBindings.Values.Any(binding => string.Equals(binding.Type, "httpTrigger", StringComparison.OrdinalIgnoreCase));
}
