namespace RevenueFunctions.Operations;

/// <summary>
/// Walks an audit log entry by entry and stops at the first that does not fit. Pure: it knows neither the store nor the program that wrote
/// the log, so it works on a file, offline, by somebody who trusts neither.
/// </summary>
public sealed class AuditVerification(AuditHead? noted = null)
{
    private readonly HashSet<string> waiting = new(StringComparer.Ordinal);
    private string previous = AuditEntry.NoHash;

    /// <summary>Entries that fit.</summary>
    public long Entries { get; private set; }

    /// <summary>Where the log ends, as far as it fits.</summary>
    public AuditHead? Last { get; private set; }

    /// <summary>When it begins.</summary>
    public DateTimeOffset? Begin { get; private set; }

    /// <summary>Commands without an outcome: under way at the end of the log, or cut off by a crash.</summary>
    public int WithoutOutcome => waiting.Count;

    /// <summary>The first thing that is wrong; null while everything fits.</summary>
    public AuditFault? Fault { get; private set; }

    /// <summary>Takes the next entry.</summary>
    public void Add(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Fault ??= Check(entry);
        if (Fault is not null)
        {
            return;
        }

        Entries++;
        previous = entry.Hash;
        Last = entry.ToHead();
        Begin ??= entry.At;
        _ = entry.Kind == AuditKind.Intent ? waiting.Add(entry.RequestId) : waiting.Remove(entry.RequestId);
    }

    /// <summary>Takes an entry that cannot be read.</summary>
    public void AddUnreadable() => Fault ??= new AuditFault(Entries + 1, "The entry cannot be read.");

    /// <summary>Takes the end of a log without a head of its own, such as an export.</summary>
    public void End() => Fault ??= noted is not null && noted.Sequence > Entries
        ? new AuditFault(Entries + 1, $"The tail is cut off: entry {noted.Sequence} was noted down, the last one here is {Entries}.")
        : null;

    /// <summary>Takes the end of a log, with the head that is stored beside it (null: none is).</summary>
    public void End(AuditHead? stored)
    {
        var end = stored?.Sequence ?? 0;
        Fault ??= end > Entries ? new AuditFault(Entries + 1, $"The tail is cut off: the head names entry {end}, the last one here is {Entries}.")
            : end < Entries ? new AuditFault(Entries, $"The head was set back: it names entry {end}, the last one here is {Entries}.")
            : stored is not null && stored.Hash != previous ? new AuditFault(end, "The head names another hash than the last entry has.")
            : null;
        End();
    }

    private AuditFault? Check(AuditEntry entry)
    {
        var expected = Entries + 1;
        if (entry.Sequence > expected)
        {
            return new AuditFault(expected, entry.Sequence == expected + 1 ? "The entry is missing." : $"The entries up to {entry.Sequence - 1} are missing.");
        }

        if (entry.Sequence < expected)
        {
            return new AuditFault(entry.Sequence, $"The entry is out of order: it follows entry {Entries}.");
        }

        if (entry.Compute() != entry.Hash)
        {
            return new AuditFault(expected, "The entry was changed: its content does not have its hash.");
        }

        if (entry.Previous != previous)
        {
            return new AuditFault(expected, "The entry does not follow the one before it: it names another hash.");
        }

        return noted?.Sequence == expected && noted.Hash != entry.Hash
            ? new AuditFault(expected, "The entry is another one than was noted down: the log was written anew from some entry up to this one.")
            : null;
    }
}
