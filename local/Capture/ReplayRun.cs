using System.Globalization;

namespace RevenueFunctions.Local.Capture;

/// <summary>Sends the events of captured files again, in windows: of a window's events, those of one partition key go one after the other, different keys side by side.</summary>
internal sealed class ReplayRun(ReplayTarget target, ReplayProgress progress, ReplayRange range, TextWriter output, TimeProvider clock)
{
    private const int WindowEvents = 2_000;
    private const long WindowBytes = 8 * 1024 * 1024;
    private const int Side = 8;
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(2);
    private long said = clock.GetTimestamp();
    private long requests;

    /// <summary>Events that were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Events that an earlier run had sent.</summary>
    public long Before { get; private set; }

    /// <summary>Requests that were sent.</summary>
    public long Requests => requests;

    /// <summary>Sends everything in the range; of what a run before this one sent, nothing.</summary>
    public async Task SendAsync(IReadOnlyList<CaptureFile> files, long events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files)
        {
            await SendAsync(file, events, cancellationToken);
        }
    }

    private async Task SendAsync(CaptureFile file, long events, CancellationToken cancellationToken)
    {
        var skip = progress.IsDone(file) ? long.MaxValue : progress.Sent(file);
        var (window, bytes, record) = (new List<CapturedEvent>(), 0L, 0L);
        foreach (var captured in CaptureReader.Read(file))
        {
            record++;
            if (!range.Has(captured))
            {
                continue;
            }

            if (record <= skip)
            {
                Before++;
                continue;
            }

            window.Add(captured);
            bytes += captured.Body.Length;
            if (window.Count == WindowEvents || bytes > WindowBytes)
            {
                await SendAsync(file, window, record, events, cancellationToken);
                (window, bytes) = ([], 0);
            }
        }

        await SendAsync(file, window, record, events, cancellationToken);
        if (!progress.IsDone(file))
        {
            progress.Done(file);
        }
    }

    private async Task SendAsync(CaptureFile file, List<CapturedEvent> window, long record, long events, CancellationToken cancellationToken)
    {
        if (window.Count == 0)
        {
            return;
        }

        await Parallel.ForEachAsync(
            window.GroupBy(captured => captured.PartitionKey, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = Side, CancellationToken = cancellationToken },
            async (ofOneKey, stop) =>
            {
                foreach (var request in ReplayRequest.For(file.Name, ofOneKey))
                {
                    await target.SendAsync(request, stop);
                    Interlocked.Increment(ref requests);
                }
            });
        Sent += window.Count;
        progress.At(file, record);
        if (clock.GetElapsedTime(said) > SayEvery)
        {
            said = clock.GetTimestamp();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Sent + Before:N0} of {events:N0} events, in {file.Name}"));
        }
    }
}
