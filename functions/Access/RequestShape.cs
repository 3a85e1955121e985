using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.OpenApi;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Functions.Access;

/// <summary>
/// Refuses what an operation does not take, instead of ignoring it: a misspelt filter would list everything, and a body that nobody reads
/// would let its sender believe in what it says. The members of bodies are as strict, see <see cref="ApiRequest"/>.
/// </summary>
internal static class RequestShape
{
    public static async ValueTask<IResult?> RefuseAsync(HttpRequest request, HttpFunction function, CancellationToken cancellationToken)
    {
        var issues = request.Query.Select(parameter => Check(parameter.Key, parameter.Value.Count, function)).OfType<ValidationIssue>().ToList();
        if (function.Operation!.Request is null && await HasBodyAsync(request, cancellationToken))
        {
            issues.Add(new ValidationIssue("$", "unexpected-body", $"{function.Name} takes no body.", "Send none."));
        }

        return issues.Count == 0 ? null : Problems.Invalid(issues);
    }

    private static ValidationIssue? Check(string name, int count, HttpFunction function)
    {
        var known = function.Operation!.Query.Select(text => text.Split(':')[0]).ToList();
        if (!known.Exists(one => Fits(one, name)) && !(name == "code" && function.Trigger.AuthLevel != AuthorizationLevel.Anonymous))
        {
            return new ValidationIssue(
                name.Length == 0 ? "?" : name, "unknown-parameter", $"{function.Name} knows no parameter '{Problems.Shown(name)}'.",
                known.Count == 0 ? "Leave it out: it takes none." : $"Leave it out, or send one of {string.Join(", ", known)}.");
        }

        return count > 1 ? new ValidationIssue(name, "repeated-parameter", $"The parameter '{name}' is there {count} times.", "Send it once.") : null;
    }

    // "group.PATH" describes one parameter for each path.
    private static bool Fits(string known, string name) =>
        known.EndsWith(".PATH", StringComparison.Ordinal)
            ? name.StartsWith(known[..^"PATH".Length], StringComparison.Ordinal)
            : string.Equals(known, name, StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<bool> HasBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is { } length)
        {
            return length > 0;
        }

        // A body of unknown length may turn out to be empty; nobody reads it after this.
        return request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true
            && await request.Body.ReadAsync(new byte[1], cancellationToken) > 0;
    }
}
