namespace RevenueFunctions.Local.Admission;

/// <summary>
/// How much of a resource is given back in a second while some of it is in use: what it can do, not what it happened to be asked for. Not
/// thread safe: its owner locks.
/// </summary>
internal sealed class DrainRate(TimeProvider clock)
{
    /// <summary>What is older counts half: the rate follows the load of the last minute.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private double amount;
    private TimeSpan busy;
    private long? since;

    /// <summary>Some of the resource is in use from now on.</summary>
    public void Begin() => since ??= clock.GetTimestamp();

    /// <summary>So much was given back; when nothing is in use any more, time stops to count.</summary>
    public void Drained(long given, bool isIdle)
    {
        var now = clock.GetTimestamp();
        busy += Positive(clock.GetElapsedTime(since ?? now, now));
        amount += given;
        since = isIdle ? null : now;
        if (busy > Memory)
        {
            (busy, amount) = (busy / 2, amount / 2);
        }
    }

    /// <summary>The rate; the time since something was given back last counts too, so that a standstill shows. Null before anything was measured.</summary>
    public double? PerSecond
    {
        get
        {
            var seconds = (busy + (since is { } start ? Positive(clock.GetElapsedTime(start)) : TimeSpan.Zero)).TotalSeconds;
            return amount <= 0 && seconds <= 0 ? null : amount / Math.Max(seconds, 0.001);
        }
    }

    // A clock that is set back must not make the past negative.
    private static TimeSpan Positive(TimeSpan elapsed) => elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero;
}
