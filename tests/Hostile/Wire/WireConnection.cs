using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace RevenueFunctions.Tests.Hostile.Wire;

/// <summary>One HTTP/1.1 connection that sends exactly the bytes it is given and reads whatever comes back.</summary>
internal sealed class WireConnection : IDisposable
{
    private readonly Socket socket;
    private readonly NetworkStream stream;
    private readonly byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    private WireConnection(Socket socket) => (this.socket, stream) = (socket, new NetworkStream(socket));

    /// <summary>Connects.</summary>
    public static async Task<WireConnection> OpenAsync(Uri host, CancellationToken cancellationToken = default)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(host.Host, host.Port, cancellationToken);
        return new WireConnection(socket);
    }

    /// <summary>Sends a request and reads its answer. A host that hangs up before it has read all may have answered nevertheless.</summary>
    public async Task<WireAnswer> SendAsync(WireRequest request, Uri host, CancellationToken cancellationToken = default)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await stream.WriteAsync(request.ToBytes(host), cancellationToken);
            if (request.IsCutShort)
            {
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (IOException)
        {
            // What was written so far got an answer, or the connection ended without one: reading tells.
        }

        return await ReadAnswerAsync(request.Method == "HEAD", watch, cancellationToken);
    }

    /// <summary>Sends bytes that need not be a request.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) => stream.WriteAsync(bytes, cancellationToken);

    /// <summary>Reads one answer.</summary>
    public async Task<WireAnswer> ReadAnswerAsync(bool isHead = false, Stopwatch? watch = null, CancellationToken cancellationToken = default)
    {
        watch ??= Stopwatch.StartNew();
        try
        {
            if (await LineAsync(cancellationToken) is not { Length: > 12 } line)
            {
                return new WireAnswer(0, [], [], watch.Elapsed);
            }

            var status = int.Parse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
            var headers = new List<KeyValuePair<string, string>>();
            while (await LineAsync(cancellationToken) is { Length: > 0 } header)
            {
                var colon = header.IndexOf(':', StringComparison.Ordinal);
                headers.Add(new(header[..colon], header[(colon + 1)..].Trim()));
            }

            if (status is >= 100 and < 200)
            {
                // "Go on": the answer itself is still to come.
                return await ReadAnswerAsync(isHead, watch, cancellationToken);
            }

            var answer = new WireAnswer(status, headers, [], watch.Elapsed);
            var body = isHead || status is 204 or 304 ? [] : await BodyAsync(answer, cancellationToken);
            return answer with { Body = body, Elapsed = watch.Elapsed };
        }
        catch (IOException)
        {
            return new WireAnswer(0, [], [], watch.Elapsed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }

    private async Task<byte[]> BodyAsync(WireAnswer answer, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (answer.Header("Transfer-Encoding").Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            while (await LineAsync(cancellationToken) is { } line && int.Parse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var size)
            {
                await TakeAsync(body, size, cancellationToken);
                await LineAsync(cancellationToken);
            }

            await LineAsync(cancellationToken);
        }
        else
        {
            await TakeAsync(body, int.TryParse(answer.Header("Content-Length"), CultureInfo.InvariantCulture, out var length) ? length : int.MaxValue, cancellationToken);
        }

        return body.ToArray();
    }

    private async Task TakeAsync(MemoryStream into, int count, CancellationToken cancellationToken)
    {
        while (count > 0 && (start < end || await FillAsync(cancellationToken)))
        {
            var take = Math.Min(count, end - start);
            into.Write(buffer, start, take);
            (start, count) = (start + take, count - take);
        }
    }

    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (start < end || await FillAsync(cancellationToken))
        {
            var one = (char)buffer[start++];
            if (one == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(one);
        }

        return null;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        (start, end) = (0, await stream.ReadAsync(buffer, cancellationToken));
        return end > 0;
    }
}
