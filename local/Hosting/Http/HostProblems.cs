using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Engines.Durable;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>The problems (RFC 9457) that the host itself answers with, in the shape of the app's own.</summary>
internal static class HostProblems
{
    public static IResult BadRequest(string path, string code, string message, string remedy) =>
        RevenueFunctions.Functions.Http.Problems.Invalid(path, code, message, remedy);

    public static IResult Unauthorized() => Create(
        StatusCodes.Status401Unauthorized,
        "unauthorized",
        "A key is required.",
        "Send a host key that fits in the header 'x-functions-key' or the query parameter 'code'. If there is none yet, set HostKeys:Master: keys of other kinds are configured, so this door wants its own.");

    public static IResult LoopbackOnly() => Create(
        StatusCodes.Status403Forbidden,
        "loopback-only",
        "Only callers on this machine are allowed.",
        "No keys are configured, so the host serves callers on this machine only: configure ApiKeys, HostKeys and EventHub:Keys to serve others.");

    public static IResult NotFound(string path) => Create(StatusCodes.Status404NotFound, "not-found", "No such resource.", $"Nothing is served at '{path}'.");

    public static IResult MethodNotAllowed(string method, string allowed) => Create(
        StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "The resource does not know this method.", $"{method} is not allowed here; allowed: {allowed}.");

    public static IResult TooLarge(string detail) => Create(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The request body is too large.", detail);

    public static IResult UrlTooLong(int most) => Create(
        StatusCodes.Status414UriTooLong, "url-too-long", "The path and query are too long.",
        string.Create(CultureInfo.InvariantCulture, $"A path with its query takes up to {most:N0} characters (HostLimits:UrlCharacters)."));

    public static IResult HeadersTooLarge(HostLimits limits) => Create(
        StatusCodes.Status431RequestHeaderFieldsTooLarge, "headers-too-large", "The headers are too many or too large.",
        string.Create(CultureInfo.InvariantCulture, $"A request takes up to {limits.HeaderCount:N0} headers of {limits.HeaderBytes:N0} bytes together (HostLimits:HeaderCount, HostLimits:HeaderBytes)."));

    /// <summary>An answer that was only a status.</summary>
    public static IResult Plain(int status) => Create(
        status, ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '-'), ReasonPhrases.GetReasonPhrase(status), status switch
        {
            StatusCodes.Status404NotFound => "There is no such thing, or none that this caller may know of.",
            StatusCodes.Status410Gone => "It has ended, so nothing more can be done to it.",
            _ => "The request cannot be carried out as it is.",
        });

    public static IResult Malformed(int status, string detail) => Create(status, "malformed-request", "The request is malformed.", detail);

    public static IResult Unavailable(string reason) => Create(
        StatusCodes.Status503ServiceUnavailable, "storage-unavailable", "The store cannot be reached now.", $"{reason} Nothing that was answered is lost; send the request again after the time in Retry-After.");

    /// <summary>A refusal of admission; sets Retry-After.</summary>
    public static IResult Refused(HttpContext context, Refusal refusal)
    {
        context.Response.Headers.RetryAfter = refusal.RetryAfter;
        return Create(refusal.Status, refusal.Type, refusal.Title, refusal.Detail);
    }

    /// <summary>No more orchestrations are started now; sets Retry-After.</summary>
    public static IResult Full(HttpContext context, DurableEngineFullException full, int longestRetryAfter)
    {
        var seconds = (int)Math.Clamp(Math.Ceiling(full.RetryAfter?.TotalSeconds ?? longestRetryAfter), 1, longestRetryAfter);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Create(
            StatusCodes.Status503ServiceUnavailable, "host-saturated", "The host takes no more work now.",
            string.Create(CultureInfo.InvariantCulture, $"{full.Message} What the request started before goes on; send it again in {seconds} s."));
    }

    public static IResult Failed(string invocationId) => Create(
        StatusCodes.Status500InternalServerError, "internal-error", "The request failed because of an error in the app.", $"The log names the error under trace {invocationId}.");

    private static IResult Create(int status, string type, string title, string detail) => Results.Json(
        new { type = $"urn:revenue-functions:problem:{type}", title, status, detail }, FabricJson.Options, "application/problem+json", status);
}
