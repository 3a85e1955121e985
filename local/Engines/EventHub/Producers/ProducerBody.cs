using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>Reads a request body up to the limit, which also holds for what a compressed body expands to.</summary>
internal static class ProducerBody
{
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > HubEvent.MaximumBytes)
        {
            throw ProducerProblem.TooLarge();
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadAsync(request.Body, (int?)request.ContentLength, cancellationToken);
        }

        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            throw ProducerProblem.UnsupportedMedia($"Content-Encoding '{encoding}' is not known.", "Send the body plain or with gzip.");
        }

        await using var expanded = new GZipStream(request.Body, CompressionMode.Decompress);
        try
        {
            return await ReadAsync(expanded, null, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw ProducerProblem.Malformed("body", "invalid-gzip", "The body is not gzip, although Content-Encoding says so.", "Compress it, or leave the header out.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int? length, CancellationToken cancellationToken)
    {
        // One byte more than expected, so that the end of the stream is seen without growing.
        var buffer = new byte[(length ?? 16 * 1024) + 1];
        var read = 0;
        while (true)
        {
            var more = await stream.ReadAsync(buffer.AsMemory(read), cancellationToken);
            read += more;
            if (read > HubEvent.MaximumBytes)
            {
                throw ProducerProblem.TooLarge();
            }

            if (more == 0)
            {
                return buffer.AsMemory(0, read);
            }

            if (read == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, HubEvent.MaximumBytes + 1));
            }
        }
    }
}
