using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Functions.Http;

/// <summary>Reads the bytes of a body that is small enough to be held in memory.</summary>
public static class RequestBytes
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>The refusal of a compressed body: what it expands to would have to be bounded as well, and nobody needs it here.</summary>
    public static IResult? RefuseEncoding(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? Problems.UnsupportedMedia($"Content-Encoding '{Problems.Shown(encoding)}' is not taken here. Send the body as it is; only the hubs' doors take gzip.")
            : null;
    }

    /// <summary>The body, or null when it is larger than allowed. The buffer grows with what arrives: a length that is only promised costs nothing.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength > most)
        {
            return null;
        }

        var buffer = new byte[FirstBytes];
        var read = 0;
        while (await request.Body.ReadAsync(buffer.AsMemory(read), cancellationToken) is > 0 and var more)
        {
            read += more;
            if (read > most)
            {
                return null;
            }

            if (read == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 4, most + 1));
            }
        }

        return buffer.AsMemory(0, read);
    }
}
