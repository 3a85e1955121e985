using RevenueFunctions.Tests.Hostile.Surface;

namespace RevenueFunctions.Tests.Hostile.Mutation;

/// <summary>Spoils what stands around a body.</summary>
internal static class HeaderMutations
{
    private static readonly string[] ContentTypes =
    [
        "", "text/plain", "text/xml", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "application/json; charset=latin1", "application/json;charset=", "application/json; charset=\"utf-8\"",
        "application/JSON", "application/cloudevents+json", "application/cloudevents+xml", "application/cloudevents-batch+json", "application/vnd.microsoft.servicebus.json", "application/octet-stream", "application/json, text/plain", ";", "/", "a/b/c", new('x', 2000),
    ];

    private static readonly string[] Encodings = ["gzip", "br", "deflate", "zstd", "compress", "identity", "gzip, gzip", "x-gzip", "GZIP", "", "none", "*"];

    private static readonly string[] Names =
    [
        "If-Match", "If-None-Match", "x-ms-continuation-token", "BrokerProperties", "mapping", "ce-id", "ce-source", "ce-type", "ce-specversion", "ce-time", "ce-subject", "ce-partitionkey", "ce-datacontenttype", "traceparent", "tracestate", "baggage", "Accept", "Accept-Encoding",
        "Accept-Language", "Expect", "Cookie", "Authorization", "X-MS-CLIENT-PRINCIPAL", "x-api-key", "x-functions-key", "Prefer", "Range", "If-Range", "If-Modified-Since", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-HTTP-Method-Override", "Origin", "Referer", "Idempotency-Key", "Upgrade", "Via", "Content-Language",
    ];

    private static readonly string[] Values =
    [
        "", "*", "\"\"", "W/\"x\"", "\"a\", \"b\"", "{}", "[]", "{\"PartitionKey\":1}", "{\"PartitionKey\":\"\\ud800\"}", "{\"PartitionKey\":\"a\",\"PartitionKey\":\"b\"}", "{\"MessageId\":null}", "%00", "%ff%fe", "%ED%A0%80", "100-continue", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-xyz",
        "SharedAccessSignature sr=x&sig=y&se=1&skn=z", "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer", "bearer a.b.c", "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.eyJhenAiOiJ4IiwiZXhwIjo5OTk5OTk5OTk5fQ.AAAA", "eyJhdXRoX3R5cCI6ImFhZCIsImNsYWltcyI6W119", "Basic =", "http://169.254.169.254/", "null", "bytes=0-0,-1", "AAAA", "==", "eyJhIjoxfQ==", "1.0", "0.3",
    ];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<RequestMutation> All =
    [
        new("content type", 3, draft => draft.Body.Length > 0, (draft, choice) => draft.WithHeader("Content-Type", choice.Pick(ContentTypes))),
        new("content encoding", 2, draft => draft.Body.Length > 0, (draft, choice) => draft.WithHeader("Content-Encoding", choice.Pick(Encodings))),
        new("header", 4, draft => true, (draft, choice) => draft with { Headers = [.. draft.Headers, new(choice.Pick(Names), Value(choice))] }),
        new("own header", 2, draft => draft.Headers.Count > 0, (draft, choice) => Own(draft, choice, header => header with { Value = Value(choice) })),
        new("header twice", 1, draft => draft.Headers.Count > 0, (draft, choice) => draft with { Headers = [.. draft.Headers, choice.Pick(draft.Headers)] }),
        new("header absent", 2, draft => draft.Headers.Count > 0, (draft, choice) => Own(draft, choice, _ => null)),
        new("many headers", 1, draft => true, (draft, choice) => draft with { Headers = [.. draft.Headers, .. Enumerable.Range(0, choice.Pick([20, 90, 300])).Select(number => KeyValuePair.Create($"x-{number}", "y"))] }),
        new("long header", 1, draft => true, (draft, choice) => draft with { Headers = [.. draft.Headers, new(choice.Pick(Names), new string('h', choice.Pick([5_000, 20_000, 100_000])))] }),
    ];

    // A header cannot hold line breaks and NUL at all: those would be another request, or none.
    private static string Value(SeededChoice choice) =>
        new([.. (choice.Percent(50) ? choice.Pick(Values) : HostileValues.Text(choice)).Where(character => character is not ('\r' or '\n' or '\0'))]);

    private static RequestDraft Own(RequestDraft draft, SeededChoice choice, Func<Header, Header?> change)
    {
        var at = choice.Below(draft.Headers.Count);
        List<KeyValuePair<string, string>> headers = [.. draft.Headers];
        if (change(new Header(headers[at].Key, headers[at].Value)) is { } changed)
        {
            headers[at] = new(changed.Name, changed.Value);
        }
        else
        {
            headers.RemoveAt(at);
        }

        return draft with { Headers = headers };
    }

    private sealed record Header(string Name, string Value);
}
