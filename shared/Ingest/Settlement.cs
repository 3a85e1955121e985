namespace RevenueFunctions.Ingest;

/// <summary>
/// Makes the outcomes of items durable: the quarantined ones into the quarantine, then all into the ingest ledger. The ledger comes
/// last, so an outcome in it stands for a record or a quarantined event that exists.
/// </summary>
internal sealed class Settlement(QuarantineStore quarantine, IngestLedger ledger)
{
    /// <summary>Groups of one reason that one slice may open; the rest share one, so a hostile batch cannot open a group for each event.</summary>
    private const int MostGroups = 64;

    /// <summary>Settles the items of these hub events; every hub event gets an entry, also one that carried an empty array.</summary>
    public async Task SettleAsync(string hubPartition, List<HubEvent> events, UsageItems items, CancellationToken cancellationToken)
    {
        var all = new List<UsageItem>(items.Count);
        for (var at = 0; at < items.Count; at++)
        {
            all.Add(items[at]);
        }

        await QuarantineAsync(hubPartition, all, cancellationToken);
        await ledger.Partition(hubPartition).RecordAsync(Entries(events, items), cancellationToken);
    }

    /// <summary>Puts the quarantined ones among the items into the quarantine.</summary>
    public async Task QuarantineAsync(string hubPartition, IReadOnlyList<UsageItem> items, CancellationToken cancellationToken)
    {
        Limit(items);
        foreach (var group in items.Where(item => item.Outcome == UsageOutcome.Quarantined).GroupBy(item => (item.Reason, item.Cause)))
        {
            await quarantine.AddAsync(group.Key.Reason, group.Key.Cause, [.. group.Select(item => Arrive(hubPartition, item))], cancellationToken);
        }
    }

    /// <summary>What the ledger says of an item beside its outcome.</summary>
    public static string? NoteOf(UsageItem item) => item.Outcome switch
    {
        UsageOutcome.Quarantined => QuarantineRows.GroupOf(item.Reason, item.Cause),
        UsageOutcome.Excluded => item.Cause,
        _ => null,
    };

    private static void Limit(IReadOnlyList<UsageItem> items)
    {
        var causes = new HashSet<(QuarantineReason, string)>();
        foreach (var item in items)
        {
            if (item.Outcome == UsageOutcome.Quarantined && item.Cause is not null && !causes.Contains((item.Reason, item.Cause)))
            {
                if (causes.Count < MostGroups)
                {
                    causes.Add((item.Reason, item.Cause));
                }
                else
                {
                    (item.Cause, item.Detail) = ("many", $"{EventText.Show(System.Text.Encoding.UTF8.GetBytes(item.Cause))}; {item.Detail}");
                }
            }
        }
    }

    private static QuarantineStore.Arrival Arrive(string hubPartition, UsageItem item) => new(
        new QuarantineHeader(
            QuarantineReasons.Code(item.Reason), hubPartition, item.Hub.SequenceNumber, item.Index, item.Whole, item.Hub.EnqueuedAt, true,
            Math.Max(0, (item.Raw.Length - 1) / QuarantineRows.RawBytes), item.Detail, item.Hub.ContentType, item.Hub.Properties),
        item.Cause,
        item.Raw);

    private static List<LedgerEntry> Entries(List<HubEvent> events, UsageItems items)
    {
        var entries = new List<LedgerEntry>(events.Count);
        var next = 0;
        foreach (var hub in events)
        {
            var first = next;
            while (next < items.Count && ReferenceEquals(items[next].Hub, hub))
            {
                next++;
            }

            entries.Add(Entry(hub, items, first, next - first));
        }

        return entries;
    }

    private static LedgerEntry Entry(HubEvent hub, UsageItems items, int first, int count)
    {
        var (outcomes, notes) = (new UsageOutcome[count], (string?[]?)null);
        for (var at = 0; at < count; at++)
        {
            var item = items[first + at];
            outcomes[at] = item.Outcome;
            if (NoteOf(item) is { } note)
            {
                notes ??= new string?[count];
                notes[at] = note;
            }
        }

        return new LedgerEntry(hub.SequenceNumber, hub.EnqueuedAt, count == 1 && items[first].Whole, outcomes, notes);
    }
}
