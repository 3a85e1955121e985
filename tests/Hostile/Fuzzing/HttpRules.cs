using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile.Fuzzing;

/// <summary>What HTTP itself does not allow in a request: its parser ends the connection over it, with a status and nothing else.</summary>
internal static class HttpRules
{
    /// <summary>True when the request breaks HTTP, so that no application can answer it.</summary>
    public static bool IsBroken(WireRequest request) =>
        request.IsCutShort
        || request.Target.Any(character => character is <= ' ' or > '~')
        || request.Target.Contains("%00", StringComparison.Ordinal)
        || request.Headers.Any(header => header.Value.Any(character => character is < ' ' and not '\t' or '\u007f'))
        || request.Headers.Any(header => header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !header.Value.All(char.IsAsciiDigit))
        || IsBadlyChunked(request)
        || request.Headers.Count > 64
        || request.Headers.Sum(header => header.Key.Length + header.Value.Length + 4) > 30_000
        || request.Target.Length > 8000;

    private static bool IsBadlyChunked(WireRequest request) =>
        request.Header("Transfer-Encoding") is { } encoding && (encoding != "chunked" || !request.Body.AsSpan().EndsWith("0\r\n\r\n"u8));
}
