using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>Reads the JSON body for a [FromBody] parameter.</summary>
internal static class RequestBody
{
    public static async Task<object> ReadAsync(HttpRequest request, Type type)
    {
        if (request.ContentLength == 0)
        {
            throw new RequestBodyException("$", "missing-body", "The body is empty.", $"Send a JSON document ({type.Name}).");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, FabricJson.Options, request.HttpContext.RequestAborted)
                ?? throw new RequestBodyException("$", "null-body", "The body is null.", $"Send a JSON document ({type.Name}).");
        }
        catch (JsonException wrong)
        {
            throw new RequestBodyException(
                string.IsNullOrEmpty(wrong.Path) ? "$" : wrong.Path,
                "invalid-json",
                wrong.Message,
                $"Correct the JSON at line {(wrong.LineNumber ?? 0) + 1}, byte {(wrong.BytePositionInLine ?? 0) + 1}.");
        }
    }
}

/// <summary>The body of a request cannot be read: the caller's fault, answered with 400.</summary>
internal sealed class RequestBodyException(string path, string code, string message, string remedy) : FormatException(message)
{
    public IResult Answer => HostProblems.BadRequest(path, code, Message, remedy);
}
