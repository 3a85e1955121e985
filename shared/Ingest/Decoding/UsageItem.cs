namespace RevenueFunctions.Ingest;

/// <summary>
/// One usage event on its way through ingest. Reused from batch to batch, so that the hot path allocates nothing for it; texts are
/// slices of the hub event's body.
/// </summary>
internal sealed class UsageItem
{
    /// <summary>The hub event that carries it, and its place within.</summary>
    public HubEvent Hub = null!;
    public int Index;

    /// <summary>True when the whole hub event is this one usage event (or could not be taken apart).</summary>
    public bool Whole;
    public ReadOnlyMemory<byte> Raw;

    public ReadOnlyMemory<byte> Source;
    public ReadOnlyMemory<byte> Id;
    public ReadOnlyMemory<byte> Type;
    public ReadOnlyMemory<byte> Subject;
    public ReadOnlyMemory<byte> Data;

    /// <summary>The span it was sent in, as the producer says: no part of what the event is, and nothing is refused for it.</summary>
    public ReadOnlyMemory<byte> TraceParent;
    public long TimeMs;
    public UInt128 Identity;
    public UInt128 Content;

    public AccountRoute? Account;
    public PeriodRoute? Period;
    public Measure[] Measures = [];
    public int MeasureCount;
    public string? LateFrom;

    /// <summary>Late, and by its contract's policy counted but never billed.</summary>
    public bool IsWrittenOff;

    /// <summary>The one before it in the same write with the same key: it decides first.</summary>
    public UsageItem? Leader;

    /// <summary>What the store held under its key, when that was not this item.</summary>
    public StoredClaim? Stored;

    /// <summary>The later period that this item has claimed to be billed in.</summary>
    public string? MovedTo;

    public UsageOutcome Outcome;
    public QuarantineReason Reason;

    /// <summary>What the quarantine group is about, such as the unmapped subject; or the rule that excluded the event.</summary>
    public string? Cause;

    /// <summary>What exactly is wrong, for a person.</summary>
    public string? Detail;

    public bool IsSettled => Outcome != UsageOutcome.NotSeen;

    public void Reset(HubEvent hub, int index, ReadOnlyMemory<byte> raw, bool whole)
    {
        (Hub, Index, Raw, Whole) = (hub, index, raw, whole);
        Source = Id = Type = Subject = Data = TraceParent = default;
        (TimeMs, Identity, Content) = (long.MinValue, UInt128.Zero, UInt128.Zero);
        (Account, Period, MeasureCount, LateFrom, Leader, Stored, MovedTo) = (null, null, 0, null, null, null, null);
        (Outcome, Reason, Cause, Detail, IsWrittenOff) = (UsageOutcome.NotSeen, QuarantineReason.None, null, null, false);
    }

    public void Quarantine(QuarantineReason reason, string? cause = null, string? detail = null) =>
        (Outcome, Reason, Cause, Detail) = (UsageOutcome.Quarantined, reason, cause, detail);

    /// <summary>It has a record after all.</summary>
    public void Accept() => (Outcome, Reason, Cause, Detail) = (UsageOutcome.Accepted, QuarantineReason.None, null, null);

    public void Exclude(string rule) => (Outcome, Cause) = (UsageOutcome.Excluded, rule);

    public void AddMeasure(in Measure measure)
    {
        if (MeasureCount == Measures.Length)
        {
            Array.Resize(ref Measures, Math.Max(2, Measures.Length * 2));
        }

        Measures[MeasureCount++] = measure;
    }
}

/// <summary>What an item adds to a series: a quantity, the text that a unique meter counts, and the amount of money that a price may read.</summary>
internal readonly record struct Measure(MeterSeries Series, decimal Quantity, string? Text, decimal? Amount = null);
