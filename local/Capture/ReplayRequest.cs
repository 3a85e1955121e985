using System.Net.Http.Headers;

namespace RevenueFunctions.Local.Capture;

/// <summary>A request with one event, or with several of one partition key.</summary>
/// <param name="Events">How many it carries.</param>
/// <param name="From">The first event: its file and sequence number.</param>
/// <param name="Body">Its bytes.</param>
/// <param name="ContentType">Their type.</param>
/// <param name="Headers">Properties of a single event.</param>
internal sealed record ReplayRequest(int Events, string From, ReadOnlyMemory<byte> Body, string ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    private const int MostEvents = 200;
    private const string BatchType = "application/vnd.microsoft.servicebus.json";

    /// <summary>Puts events of one partition key into as few requests as they fit into, in their order.</summary>
    public static IEnumerable<ReplayRequest> For(string file, IEnumerable<CapturedEvent> ofOneKey)
    {
        ArgumentNullException.ThrowIfNull(ofOneKey);
        var elements = new List<byte[]>();
        var (bytes, from) = (0, string.Empty);
        foreach (var captured in ofOneKey)
        {
            var name = FormattableString.Invariant($"{file}, sequence number {captured.SequenceNumber}");
            switch (ReplayForm.Of(captured))
            {
                case ReplayForm.InBatch batched:
                    if (elements.Count > 0 && (elements.Count == MostEvents || bytes + batched.Element.Length > ReplayForm.MostBytes))
                    {
                        yield return Batch(elements, from);
                        (elements, bytes) = ([], 0);
                    }

                    from = elements.Count == 0 ? name : from;
                    elements.Add(batched.Element);
                    bytes += batched.Element.Length;
                    break;
                case ReplayForm.Single single:
                    if (elements.Count > 0)
                    {
                        yield return Batch(elements, from);
                        (elements, bytes) = ([], 0);
                    }

                    yield return new ReplayRequest(1, name, captured.Body, captured.ContentType ?? "application/json", single.Headers);
                    break;
                case ReplayForm.None refused:
                    throw new ReplayException($"{name}: {refused.Why}");
            }
        }

        if (elements.Count > 0)
        {
            yield return Batch(elements, from);
        }
    }

    /// <summary>The message to a hub; made anew for each try.</summary>
    public HttpRequestMessage ToMessage(Uri messages)
    {
        var content = new ReadOnlyMemoryContent(Body);
        if (!content.Headers.TryAddWithoutValidation("Content-Type", ContentType))
        {
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        }

        var message = new HttpRequestMessage(HttpMethod.Post, messages) { Content = content };
        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private static ReplayRequest Batch(List<byte[]> elements, string from)
    {
        using var body = new MemoryStream(elements.Sum(element => element.Length + 1) + 1);
        for (var at = 0; at < elements.Count; at++)
        {
            body.WriteByte((byte)(at == 0 ? '[' : ','));
            body.Write(elements[at]);
        }

        body.WriteByte((byte)']');
        return new ReplayRequest(elements.Count, from, body.ToArray(), BatchType, []);
    }
}
