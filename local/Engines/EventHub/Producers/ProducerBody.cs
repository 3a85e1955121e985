using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Local.Engines.EventHub.Producers;

/// <summary>Reads a request body up to the limit, which also holds for what a compressed body expands to.</summary>
internal static class ProducerBody
{
    /// <summary>How much more is set aside each time that what was set aside is filled; at first it is the smallest charge.</summary>
    private const int Growth = 8;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, IngestLease lease, CancellationToken cancellationToken)
    {
        if (request.ContentLength > HubEvent.MaximumBytes)
        {
            throw ProducerProblem.TooLarge();
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadAsync(request.Body, (int?)request.ContentLength, lease, cancellationToken);
        }

        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            throw ProducerProblem.UnsupportedMedia($"Content-Encoding '{encoding}' is not known.", "Send the body plain or with gzip.");
        }

        await using var expanded = new GZipStream(request.Body, CompressionMode.Decompress);
        try
        {
            return await ReadAsync(expanded, null, lease, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw ProducerProblem.Malformed("body", "invalid-gzip", "The body is not gzip, although Content-Encoding says so.", "Compress it, or leave the header out.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int? length, IngestLease lease, CancellationToken cancellationToken)
    {
        // One byte more than expected, so that the end of the stream is seen without growing.
        var whole = (length ?? HubEvent.MaximumBytes) + 1;
        var buffer = Array.Empty<byte>();
        var read = 0;
        while (true)
        {
            if (read == buffer.Length)
            {
                var larger = Math.Min(Math.Max(IngestGate.SmallestCharge, buffer.Length * Growth), whole);
                lease.Grow(larger, length is null ? larger : whole);
                Array.Resize(ref buffer, larger);
            }

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
        }
    }
}
