namespace RevenueFunctions.Ingest;

/// <summary>Judges an item whose key the store already holds.</summary>
internal static class Repeats
{
    /// <summary>
    /// The same place in the same hub event: a redelivery, which is accepted and was counted then. Elsewhere with the same content: a
    /// duplicate. With other content: a conflict that a person has to judge, never an overwrite.
    /// </summary>
    public static void Settle(string hubPartition, UsageItem item, StoredClaim stored)
    {
        if (stored is { IsWithdrawn: true } && stored.IsOf(hubPartition, item))
        {
            // It was accepted, and taken out since: whoever still has it in hand must not bring it back.
            Conflict(item, $"id {EventText.Show(item.Id.Span)} was accepted earlier with another time");
            return;
        }

        if (stored is { IsWrittenOff: true } && stored.IsOf(hubPartition, item))
        {
            item.Exclude(LateUsage.WriteOffRule);
            return;
        }

        if (stored.IsOf(hubPartition, item))
        {
            // A claim of this very event is not its record: the late path makes sure that the record exists.
            item.MovedTo = stored.MovedTo;
            item.Outcome = stored.MovedTo is null ? UsageOutcome.Accepted : UsageOutcome.NotSeen;
            return;
        }

        item.Stored = stored;
        if (stored.Content == item.Content)
        {
            item.Outcome = UsageOutcome.Duplicate;
        }
        else
        {
            Conflict(
                item,
                $"id {EventText.Show(item.Id.Span)} was accepted with other content from partition {stored.HubPartition}, sequence {stored.SequenceNumber}, index {stored.Index}");
        }
    }

    /// <summary>Judges the repeats within one write against what their leader became: the record itself, or what was found in the store.</summary>
    public static void SettleFollowers(string hubPartition, List<UsageItem> items)
    {
        foreach (var item in items)
        {
            if (!item.IsSettled && item.Leader is { IsSettled: true } leader)
            {
                Settle(hubPartition, item, leader.Stored ?? new StoredClaim(hubPartition, leader.Hub.SequenceNumber, leader.Index, leader.Content, null));
            }
        }
    }

    private static void Conflict(UsageItem item, string detail) =>
        item.Quarantine(QuarantineReason.ConflictingDuplicate, EventText.Show(item.Source.Span), detail);
}
