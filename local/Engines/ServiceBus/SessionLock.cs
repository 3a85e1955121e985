namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>
/// One acceptance of a session by the processor. Its ordinal is part of every lock token handed out under it, so a token outlives
/// its lock only to be refused. Renewal needs no timer: when the lock ends follows from when it was accepted.
/// </summary>
internal sealed class SessionLock(QueueSession session, long ordinal, DateTimeOffset now, TimeSpan duration, TimeSpan autoRenewal)
{
    private static readonly TimeSpan LongestRenewalBuffer = TimeSpan.FromSeconds(10);
    private readonly DateTimeOffset acceptedAt = now;
    private DateTimeOffset renewedUntil = now + duration;

    public QueueSession Session { get; } = session;

    public long Ordinal { get; } = ordinal;

    /// <summary>A handler or a release runs under this lock.</summary>
    public bool IsBusy { get; set; }

    /// <summary>The receiver asked to give the session back after this message.</summary>
    public bool IsReleaseRequested { get; set; }

    /// <summary>Since when no handler has run.</summary>
    public DateTimeOffset IdleSince { get; set; } = now;

    /// <summary>Renewals come when half the lock, at most ten seconds of it, is left: as the real processor does.</summary>
    private TimeSpan RenewalPeriod => duration - (duration / 2 < LongestRenewalBuffer ? duration / 2 : LongestRenewalBuffer);

    /// <summary>When the lock ends if nobody renews it by hand.</summary>
    public DateTimeOffset Expires => Later(LockedUntil(DateTimeOffset.MaxValue), renewedUntil);

    /// <summary>Until when the session is locked, as seen at an instant.</summary>
    public DateTimeOffset LockedUntil(DateTimeOffset now)
    {
        var renewable = now - acceptedAt < autoRenewal ? now - acceptedAt : autoRenewal;
        var renewals = renewable <= TimeSpan.Zero ? 0 : (long)(renewable / RenewalPeriod);
        return Later(acceptedAt + (renewals * RenewalPeriod) + duration, renewedUntil);
    }

    public DateTimeOffset Renew(DateTimeOffset now) => renewedUntil = Later(now + duration, renewedUntil);

    public Guid TokenOf(long sequence)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, Ordinal);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes[8..], sequence);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The sequence number in a token of this lock; null when the token is another lock's, or nonsense.</summary>
    public long? SequenceOf(string token)
    {
        Span<byte> bytes = stackalloc byte[16];
        return Guid.TryParse(token, out var guid) && guid.TryWriteBytes(bytes, bigEndian: true, out _)
            && System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) == Ordinal
                ? System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes[8..])
                : null;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
