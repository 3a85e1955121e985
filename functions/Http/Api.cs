using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Functions.Http;

/// <summary>The success answers of the API.</summary>
public static class Api
{
    /// <summary>A JSON document in the fabric's convention (<see cref="FabricJson"/>).</summary>
    public static IResult Json<T>(T document, int status = StatusCodes.Status200OK) => Results.Json(document, FabricJson.Options, statusCode: status);
}
