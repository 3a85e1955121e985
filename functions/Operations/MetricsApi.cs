using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Operations;

namespace RevenueFunctions.Functions.Operations;

/// <summary>Shows how the fabric stands.</summary>
public sealed class MetricsApi(FabricMeasurement measurement)
{
    /// <summary>The figures, measured now.</summary>
    [Function("GetMetrics")]
    [ApiOperation(Role.Reader, "Operations", "Shows how the fabric stands: each alert and each figure with its state, its meaning, its limit and where to act.", Response = typeof(FabricMetrics))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/operations/metrics")] HttpRequest request, CancellationToken cancellationToken) =>
        Api.Json(await measurement.SummarizeAsync(cancellationToken));
}
