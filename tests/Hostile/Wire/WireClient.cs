namespace RevenueFunctions.Tests.Hostile.Wire;

/// <summary>Sends requests one after the other, on one connection as long as the host keeps it.</summary>
internal sealed class WireClient(Uri host) : IDisposable
{
    /// <summary>After this long a request counts as hung: far more than any takes, also where the machine is busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private WireConnection? connection;

    /// <summary>Where it sends to.</summary>
    public Uri Host => host;

    /// <summary>Sends and waits for the answer.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<WireAnswer> SendAsync(WireRequest request)
    {
        using var patience = new CancellationTokenSource(Patience);
        var answer = default(WireAnswer);
        try
        {
            var isFresh = connection is null;
            connection ??= await WireConnection.OpenAsync(host, patience.Token);
            answer = await connection.SendAsync(request, host, patience.Token);
            if (answer.Status == 0 && !isFresh)
            {
                // The host may have ended the old connection before it saw this request: only a fresh one tells.
                Close();
                connection = await WireConnection.OpenAsync(host, patience.Token);
                answer = await connection.SendAsync(request, host, patience.Token);
            }

            return answer;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No answer within {Patience.TotalSeconds} s.");
        }
        finally
        {
            // Bytes after the last chunk would be taken for the next request.
            if (answer is null or { EndsConnection: true } || request.IsCutShort || request.Header("Transfer-Encoding") is not null)
            {
                Close();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Close()
    {
        connection?.Dispose();
        connection = null;
    }
}
