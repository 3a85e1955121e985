using System.Net.Http.Headers;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>One HTTP request that carries usage events to the hub.</summary>
/// <param name="Shape">How the events travel.</param>
/// <param name="Path">Where it goes, below the hub: "cloudevents?partitionKey=…" or "messages".</param>
/// <param name="ContentType">The request's content type.</param>
/// <param name="Headers">Attributes of a binary CloudEvent; application properties and the partition key of a hub event.</param>
/// <param name="Body">The body.</param>
/// <param name="Events">Usage events inside.</param>
internal sealed record WireRequest(
    WireShape Shape, string Path, string ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body, int Events)
{
    /// <summary>The request to a hub, to be sent once.</summary>
    public HttpRequestMessage ToMessage(string hub)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, $"/{hub}/{Path}") { Content = new ReadOnlyMemoryContent(Body) };
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
