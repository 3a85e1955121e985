namespace RevenueFunctions.Local.Capture;

/// <summary>What a folder holds of one partition.</summary>
internal sealed class CapturedPartition(string name)
{
    private long? last;

    /// <summary>Its name: the folder above the times.</summary>
    public string Name { get; } = name;

    /// <summary>Its files.</summary>
    public int Files { get; set; }

    /// <summary>Its events in the range.</summary>
    public long Events { get; private set; }

    /// <summary>The time of the first of those.</summary>
    public DateTimeOffset? First { get; private set; }

    /// <summary>The time of the last of those.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>
    /// Sequence numbers that are in no file, as "after-before": a file is missing, or one was cut off where a block ends, which the file itself does not
    /// show. Only of files with a partition in their name.
    /// </summary>
    public List<string> Gaps { get; } = [];

    /// <summary>Notes an event.</summary>
    public void Saw(CapturedEvent captured, ReplayRange range)
    {
        ArgumentNullException.ThrowIfNull(captured);
        if (Name.Length > 0 && last is { } before && captured.SequenceNumber > before + 1)
        {
            Gaps.Add(FormattableString.Invariant($"{before + 1}-{captured.SequenceNumber - 1}"));
        }

        last = captured.SequenceNumber;
        if (range.Has(captured))
        {
            Events++;
            First ??= captured.EnqueuedAt;
            Last = captured.EnqueuedAt;
        }
    }
}
