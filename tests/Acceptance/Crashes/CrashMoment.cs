namespace RevenueFunctions.Tests.Acceptance.Crashes;

/// <summary>When a host is killed: a while after it did something so often; a host that starts up, a while after its process began.</summary>
internal sealed record CrashMoment(CrashPoint Point, int Count, TimeSpan Delay)
{
    /// <summary>How much is sent to a host with this end: a little more than it takes to get there, so that something is in flight.</summary>
    public int Requests => Count + 8;

    /// <summary>How many commands come first: as many as it takes to get there, so that they last for all hosts.</summary>
    public int Commands => Point is CrashPoint.Closing or CrashPoint.Posting or CrashPoint.Operating ? Count + 1 : 0;

    /// <summary>A moment drawn by chance.</summary>
    public static CrashMoment Draw(Random random)
    {
        var point = (CrashPoint)random.Next(Enum.GetValues<CrashPoint>().Length);
        var (count, longest) = point switch
        {
            CrashPoint.StartingUp => (0, 1100),
            CrashPoint.Acknowledging => (random.Next(1, 16), 0),
            CrashPoint.Ingesting => (random.Next(1, 16), 40),
            CrashPoint.Closing => (random.Next(1, 4), 120),
            CrashPoint.Posting => (random.Next(1, 4), 30),
            _ => (1, 30),
        };
        return new CrashMoment(point, count, TimeSpan.FromMilliseconds(longest * random.NextDouble()));
    }
}

/// <summary>What a host is doing when it is killed.</summary>
internal enum CrashPoint
{
    /// <summary>Opens its file, recovers, or begins to serve.</summary>
    StartingUp,

    /// <summary>Took usage, and takes more.</summary>
    Ingesting,

    /// <summary>Answered this very moment.</summary>
    Acknowledging,

    /// <summary>Started to close a period.</summary>
    Closing,

    /// <summary>Settled a posting.</summary>
    Posting,

    /// <summary>Did what an operator asked for.</summary>
    Operating,
}
