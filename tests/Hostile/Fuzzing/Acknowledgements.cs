using System.IO.Compression;
using System.Text.Json;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile.Fuzzing;

/// <summary>Counts the hub events that the host said it has: none of them may be lost.</summary>
internal sealed class Acknowledgements
{
    private long certain;
    private long possible;

    /// <summary>Hub events acknowledged.</summary>
    public long Certain => Volatile.Read(ref certain);

    /// <summary>Hub events of requests that got no answer: the host may have them.</summary>
    public long Possible => Volatile.Read(ref possible);

    /// <summary>Counts what a request brought into the usage hub.</summary>
    public void Count(WireRequest request, WireAnswer answer)
    {
        if (request.Method != "POST" || !IsForUsage(request.Target) || answer.Status is not (0 or 201 or 202))
        {
            return;
        }

        _ = answer.Status == 0 ? Interlocked.Add(ref possible, EventsIn(request)) : Interlocked.Add(ref certain, EventsIn(request));
    }

    private static bool IsForUsage(string target)
    {
        var parts = target.Split('?')[0].Split('/');
        return parts.Length >= 3 && Uri.UnescapeDataString(parts[1]).Equals("usage", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A batch of the REST protocol is a hub event an element; everything else is one.</summary>
    private static int EventsIn(WireRequest request)
    {
        var path = request.Target.Split('?')[0];
        if (!path.EndsWith("messages", StringComparison.OrdinalIgnoreCase) || request.Header("Content-Type")?.StartsWith("application/vnd.microsoft.servicebus.json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return 1;
        }

        try
        {
            using var document = JsonDocument.Parse(Plain(request));
            return document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.GetArrayLength() : 1;
        }
        catch (JsonException)
        {
            // No batch: the host cannot have acknowledged it, and the count after the round would say so.
            return 1;
        }
    }

    private static ReadOnlyMemory<byte> Plain(WireRequest request)
    {
        if (request.Header("Content-Encoding")?.Equals("gzip", StringComparison.OrdinalIgnoreCase) != true)
        {
            return request.Header("Transfer-Encoding") is null ? request.Body : Unchunked(request.Body);
        }

        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(request.Body), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Unchunked(byte[] body)
    {
        var plain = new List<byte>();
        for (var at = 0; at < body.Length;)
        {
            var end = Array.IndexOf(body, (byte)'\r', at);
            var size = Convert.ToInt32(System.Text.Encoding.ASCII.GetString(body, at, end - at), 16);
            plain.AddRange(body.AsSpan(end + 2, size));
            at = size == 0 ? body.Length : end + 2 + size + 2;
        }

        return [.. plain];
    }
}
