using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Functions.Http;

/// <summary>The success answers of the API.</summary>
public static class Api
{
    /// <summary>A JSON document in the fabric's convention (<see cref="FabricJson"/>).</summary>
    public static IResult Json<T>(T document, int status = StatusCodes.Status200OK) => Results.Json(document, FabricJson.Options, statusCode: status);

    /// <summary>The page that the request asks for of what <paramref name="read"/> lists, or the problem with its page parameters.</summary>
    public static async Task<IResult> PageAsync<T>(HttpRequest request, Func<int, string?, Task<(IReadOnlyList<T> Items, string? Next)>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var (limit, cursor, issue) = ApiRequest.ReadPage(request);
        if (issue is not null)
        {
            return Problems.Invalid([issue]);
        }

        var (items, next) = await read(limit, cursor);
        return Json(new Page<T>(items, next));
    }
}
