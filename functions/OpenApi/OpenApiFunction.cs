using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;

namespace RevenueFunctions.Functions.OpenApi;

/// <summary>Serves the description of the API.</summary>
public sealed class OpenApiFunction
{
    private static readonly Lazy<byte[]> Document = new(() => FabricJson.Bytes(OpenApiDocument.Describe(typeof(OpenApiFunction).Assembly)));

    /// <summary>The document.</summary>
    [Function("GetOpenApi")]
    [ApiOperation(Role.Anyone, "Api", "Describes this API as OpenAPI 3.1.")]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        Results.Bytes(Document.Value, "application/json");
}
