using Microsoft.AspNetCore.Http;
using RevenueFunctions.Local.Admission;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>A request that the producer endpoints refuse; becomes an RFC 9457 problem.</summary>
internal sealed class ProducerProblem(int status, string type, string title, string detail, ValidationIssue? issue = null, string? retryAfter = null) : Exception(detail)
{
    public static ProducerProblem Malformed(string path, string code, string message, string remedy) => new(
        StatusCodes.Status400BadRequest, "invalid-request", "The request is not valid.", $"{path}: {message} {remedy}", new ValidationIssue(path, code, message, remedy));

    public static ProducerProblem TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge, "too-large", "The request is too large.",
        $"A request takes up to {HubEvent.MaximumBytes:N0} bytes, uncompressed: send the events in several requests.");

    public static ProducerProblem Unreadable(int status, string message) => status == StatusCodes.Status400BadRequest
        ? Malformed("body", "unreadable-body", message, "Send the body whole.")
        : new(status, "unreadable-body", "The body could not be read.", $"{message} Send the body whole.");

    public static ProducerProblem TooMany(int events) => new(
        StatusCodes.Status413PayloadTooLarge, "too-many-events", "The request holds too many events.",
        $"A request takes up to {HubEvent.MaximumEvents:N0} events, this one has {events:N0}: send them in several requests.");

    public static ProducerProblem KeyTooLong(string path) => Malformed(
        path, "text-too-long", $"The text is longer than {HubEvent.KeyCharacters} characters.", "Shorten it: partition keys, publishers, message ids and correlation ids take that many.");

    public static ProducerProblem Unauthorised(string reason) => new(
        StatusCodes.Status401Unauthorized, "unauthorised", "The sender is not known.",
        $"{reason} Sign the request with one of the keys under the setting EventHub:Keys.");

    public static ProducerProblem UnsupportedMedia(string message, string remedy) => new(
        StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The content is of a kind that is not accepted here.", $"{message} {remedy}");

    public static ProducerProblem NotFound(string message) => new(StatusCodes.Status404NotFound, "not-found", "No such hub.", message);

    public static ProducerProblem StoreDown(string message) => new(
        StatusCodes.Status503ServiceUnavailable, "storage-unavailable", "The store cannot write now.", $"{message} Send the request again.", retryAfter: "1");

    public static ProducerProblem Refused(Refusal refusal) => new(refusal.Status, refusal.Type, refusal.Title, refusal.Detail, retryAfter: refusal.RetryAfter);

    public async Task WriteAsync(HttpContext http)
    {
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "SharedAccessSignature";
        }
        else if (retryAfter is not null)
        {
            http.Response.Headers.RetryAfter = retryAfter;
        }

        var document = new Document($"urn:revenue-functions:problem:{type}", title, status, Message, issue is null ? null : [issue]);
        await Results.Json(document, FabricJson.Options, "application/problem+json", status).ExecuteAsync(http);
    }

    private sealed record Document(string Type, string Title, int Status, string Detail, IReadOnlyList<ValidationIssue>? Errors);
}
