using System.Diagnostics;

namespace RevenueFunctions.Benchmarks;

/// <summary>How long this disk takes to make 4 KiB durable: every durable figure is to be read beside it.</summary>
internal static class FsyncLatency
{
    /// <summary>Median and 99th percentile of 200 appends with fsync, in microseconds.</summary>
    public static (double Median, double Worst) Measure(string folder)
    {
        const int Appends = 200;
        var block = new byte[4096];
        var times = new double[Appends];
        using var file = new FileStream(Path.Combine(folder, "fsync"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var i = 0; i < Appends; i++)
        {
            file.Write(block);
            var start = Stopwatch.GetTimestamp();
            file.Flush(flushToDisk: true);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        return (times[Appends / 2], times[(int)(Appends * 0.99)]);
    }
}
