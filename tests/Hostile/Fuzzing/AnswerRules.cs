using System.Globalization;
using System.Text.Json;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile.Fuzzing;

/// <summary>What must hold for the answer to any request whatever.</summary>
internal static class AnswerRules
{
    /// <summary>A problem tells what is wrong; it does not send the request back.</summary>
    private const int MostProblemBytes = 64 * 1024;

    /// <summary>What the HTTP parser itself refuses, before anything that could explain is reached.</summary>
    private static readonly int[] Bare = [400, 408, 413, 414, 431, 505];

    /// <summary>What is wrong with the answer; null when it is as it must be.</summary>
    public static string? Broken(WireRequest request, WireAnswer answer)
    {
        if (answer.Status == 0)
        {
            return request.IsCutShort ? null : "the connection ended without an answer";
        }

        if (answer.Status >= 500)
        {
            return string.Create(CultureInfo.InvariantCulture, $"status {answer.Status}");
        }

        if (answer.Text.Contains("   at RevenueFunctions.", StringComparison.Ordinal) || answer.Text.Contains("   at System.", StringComparison.Ordinal))
        {
            return "the answer holds a stack trace";
        }

        if (request.Method == "HEAD")
        {
            return null;
        }

        return answer.Status >= 400 ? BrokenProblem(request, answer) : BrokenSuccess(answer);
    }

    private static string? BrokenSuccess(WireAnswer answer) =>
        answer.Header("Content-Type").Contains("json", StringComparison.OrdinalIgnoreCase) && Parse(answer.Body) is null ? "the answer says it is JSON and is not" : null;

    private static string? BrokenProblem(WireRequest request, WireAnswer answer)
    {
        if (answer.Body.Length == 0 && Bare.Contains(answer.Status) && answer.EndsConnection && HttpRules.IsBroken(request))
        {
            return null;
        }

        if (answer.Header("Content-Type") != "application/problem+json" || Parse(answer.Body) is not { ValueKind: JsonValueKind.Object } problem)
        {
            return string.Create(CultureInfo.InvariantCulture, $"status {answer.Status} without a problem document");
        }

        if (answer.Body.Length > MostProblemBytes)
        {
            return string.Create(CultureInfo.InvariantCulture, $"a problem of {answer.Body.Length} bytes");
        }

        if (!problem.TryGetProperty("type", out var type) || !problem.TryGetProperty("title", out _) || !problem.TryGetProperty("detail", out var detail)
            || detail.GetString() is not { Length: > 0 } || !problem.TryGetProperty("status", out var status) || status.GetInt32() != answer.Status)
        {
            return "a problem without type, title, status or detail";
        }

        return answer.Status == 400 && type.GetString() == "urn:revenue-functions:problem:invalid-request" && !NamesFields(problem) ? "a 400 that names no field" : null;
    }

    private static bool NamesFields(JsonElement problem) =>
        problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0
        && errors.EnumerateArray().All(error => Has(error, "path") && Has(error, "code") && Has(error, "message") && Has(error, "remedy"));

    private static bool Has(JsonElement error, string name) => error.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 };

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
