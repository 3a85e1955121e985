using System.Net;
using System.Threading.Channels;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Local.Demo;

/// <summary>Sends requests to a hub over HTTP, several at a time, as fast as the host takes them.</summary>
internal sealed class UsageSender(HttpClient http, string hub, int concurrency = 8)
{
    private long events;
    private long requests;
    private long bytes;

    /// <summary>Usage events that the host has stored.</summary>
    public long Events => Interlocked.Read(ref events);

    /// <summary>Requests that the host has answered.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>Bytes of bodies.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Sends all of them; each is durable when it is counted.</summary>
    /// <exception cref="DemoException">The host refused one.</exception>
    public async Task SendAsync(IEnumerable<WireRequest> workload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workload);
        var channel = Channel.CreateBounded<WireRequest>(concurrency * 2);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var senders = Enumerable.Range(0, concurrency).Select(_ => DrainAsync(channel.Reader, failed)).ToList();
        try
        {
            foreach (var request in workload)
            {
                await channel.Writer.WriteAsync(request, failed.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A sender failed; its exception is thrown below.
        }

        channel.Writer.Complete();
        await Task.WhenAll(senders);
    }

    private async Task DrainAsync(ChannelReader<WireRequest> channel, CancellationTokenSource failed)
    {
        try
        {
            await foreach (var request in channel.ReadAllAsync(failed.Token))
            {
                await SendAsync(request, failed.Token);
            }
        }
        catch (Exception)
        {
            await failed.CancelAsync();
            throw;
        }
    }

    private async Task SendAsync(WireRequest request, CancellationToken cancellationToken)
    {
        using var message = request.ToMessage(hub);
        using var response = await http.SendAsync(message, cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.Accepted))
        {
            throw new DemoException($"The hub refused a request ({request.Shape}): {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }

        Interlocked.Add(ref events, request.Events);
        Interlocked.Increment(ref requests);
        Interlocked.Add(ref bytes, request.Body.Length);
    }
}
