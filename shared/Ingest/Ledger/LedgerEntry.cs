using System.Buffers.Binary;
using System.Collections.Immutable;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>The outcomes of the usage events in one hub event.</summary>
/// <param name="Sequence">The hub event.</param>
/// <param name="EnqueuedAt">When the hub took it.</param>
/// <param name="IsWhole">True when the hub event is one usage event.</param>
/// <param name="Outcomes">In order of their place in it.</param>
/// <param name="Notes">For quarantined ones the quarantine group, for excluded ones the rule; null where there is nothing to say.</param>
internal sealed record LedgerEntry(long Sequence, DateTimeOffset EnqueuedAt, bool IsWhole, UsageOutcome[] Outcomes, string?[]? Notes)
{
    /// <summary>Outcomes in one row.</summary>
    private const int PerRow = 8192;

    private static readonly string Conflict = QuarantineReasons.Code(QuarantineReason.ConflictingDuplicate);

    public UsageOutcome InBlock => IsWhole ? Outcomes[0] : UsageOutcome.Batch;

    /// <summary>Rows beside the block: none for a single event that was accepted or is a duplicate.</summary>
    public int Rows => IsWhole && Notes is null ? 0 : Math.Max(1, (Outcomes.Length + PerRow - 1) / PerRow);

    /// <summary>About how many bytes its rows take.</summary>
    public int Bytes => Rows == 0 ? 0 : 512 + Outcomes.Length + (Notes is null ? 0 : (4 * Outcomes.Length) + Notes.Distinct().Sum(static note => note?.Length ?? 0));

    /// <summary>Whether the usage event at this place is in this quarantine group, and not settled otherwise since.</summary>
    public bool IsQuarantined(int index, string group) =>
        index < Outcomes.Length && Outcomes[index] == UsageOutcome.Quarantined && Notes?[index] == group;

    /// <summary>The entry with another outcome at one place.</summary>
    public LedgerEntry With(int index, UsageOutcome outcome, string? note)
    {
        var (outcomes, notes) = ((UsageOutcome[])Outcomes.Clone(), (string?[]?)Notes?.Clone());
        outcomes[index] = outcome;
        if (note is not null)
        {
            notes ??= new string?[outcomes.Length];
        }

        if (notes is not null)
        {
            notes[index] = note;
        }

        return this with { Outcomes = outcomes, Notes = notes };
    }

    public static RowRange RowsOf(long sequence) => RowRange.Prefix($"e|{TableKey.Number(sequence)}|");

    /// <summary>
    /// What stands after the same hub event was settled once more, by an instance that may have had another catalog. What stands, stays; only a
    /// refusal gives way to a record, because the record is billed, whatever is said here. One withdrawn as a conflicting duplicate is refused for good.
    /// </summary>
    public LedgerEntry SettledAgain(LedgerEntry again)
    {
        if (again.IsWhole != IsWhole || again.Outcomes.Length != Outcomes.Length)
        {
            // Another catalog took it apart in another way.
            return Array.TrueForAll(Outcomes, static one => one == UsageOutcome.Quarantined) ? again : this with { EnqueuedAt = again.EnqueuedAt };
        }

        var settled = this with { EnqueuedAt = again.EnqueuedAt };
        for (var at = 0; at < Outcomes.Length; at++)
        {
            if (Outcomes[at] == UsageOutcome.Quarantined && again.Outcomes[at] != UsageOutcome.Quarantined && Notes?[at]?.StartsWith(Conflict, StringComparison.Ordinal) != true)
            {
                settled = settled.With(at, again.Outcomes[at], again.Notes?[at]);
            }
        }

        return settled;
    }

    public void AddTo(TableBatch batch)
    {
        for (var row = 0; row < Rows; row++)
        {
            var first = row * PerRow;
            var length = Math.Min(PerRow, Outcomes.Length - first);
            var value = FabricJson.Bytes(ToRow(first, length));

            // Upsert: the totals row, whose version guards the batch, admits one writer of the ledger partition at a time.
            batch.Upsert($"e|{TableKey.Number(Sequence)}|{row:D3}", value);
        }
    }

    /// <summary>Puts an entry together from its rows; <paramref name="inBlock"/> stands for it when it has none.</summary>
    public static LedgerEntry Read(long sequence, UsageOutcome inBlock, IReadOnlyList<LedgerEntryRow> rows)
    {
        if (rows.Count == 0)
        {
            return new LedgerEntry(sequence, default, true, [inBlock], null);
        }

        var total = rows[0].Total;
        var (outcomes, notes, hasNotes) = (new UsageOutcome[total], new string?[total], false);
        foreach (var row in rows)
        {
            for (var at = 0; at < row.Count && row.First + at < total; at++)
            {
                outcomes[row.First + at] = (UsageOutcome)((row.Outcomes[at / 2] >> ((at & 1) * 4)) & 0xF);
                var note = row.NoteOf.Length == 0 ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(row.NoteOf.AsSpan(at * 2));
                notes[row.First + at] = note == 0 ? null : row.Notes[note - 1];
                hasNotes |= note != 0;
            }
        }

        return new LedgerEntry(sequence, default, inBlock != UsageOutcome.Batch, outcomes, hasNotes ? notes : null);
    }

    private LedgerEntryRow ToRow(int first, int length)
    {
        var outcomes = new byte[(length + 1) / 2];
        var noteOf = Notes is null ? [] : new byte[length * 2];
        var indexes = new Dictionary<string, ushort>(StringComparer.Ordinal);
        for (var at = 0; at < length; at++)
        {
            outcomes[at / 2] |= (byte)((int)Outcomes[first + at] << ((at & 1) * 4));
            if (Notes?[first + at] is { } note)
            {
                if (!indexes.TryGetValue(note, out var index))
                {
                    indexes.Add(note, index = (ushort)(indexes.Count + 1));
                }

                BinaryPrimitives.WriteUInt16LittleEndian(noteOf.AsSpan(at * 2), index);
            }
        }

        return new LedgerEntryRow(Outcomes.Length, first, length, outcomes, [.. indexes.Keys], noteOf);
    }
}

/// <summary>Up to 8,192 outcomes of a hub event as they are stored: four bits each, and for each the number of its note.</summary>
internal sealed record LedgerEntryRow(int Total, int First, int Count, byte[] Outcomes, ImmutableArray<string> Notes, byte[] NoteOf);
