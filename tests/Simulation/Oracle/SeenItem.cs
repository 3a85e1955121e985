using RevenueFunctions.Ingest;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Oracle;

/// <summary>A usage event as it was enqueued, and the one outcome that the ingest ledger gives it.</summary>
internal sealed record SeenItem(EnqueuedEvent Hub, int Index, SentItem Item, UsageOutcome Outcome, string? Note)
{
    private const string Discarded = "discarded: ";

    /// <summary>Where it lies.</summary>
    public (string Partition, long Sequence, int Index) Place => (Hub.Partition, Hub.Sequence, Index);

    /// <summary>Why it is in quarantine: the reason's code; null when it is not.</summary>
    public string? Reason => Outcome == UsageOutcome.Quarantined ? Note?.Split('~')[0] : null;

    /// <summary>The note under which a person gave it up; null when nobody did.</summary>
    public string? GivenUp => Outcome == UsageOutcome.Excluded && Note?.StartsWith(Discarded, StringComparison.Ordinal) == true ? Note[Discarded.Length..] : null;

    /// <summary>True when other content was accepted under its identity.</summary>
    public bool IsConflict => Reason == "conflicting-duplicate";

    /// <summary>The items of an event; what it has and what was sent must be as many.</summary>
    public static IEnumerable<SeenItem> Of(EventOutcome one) =>
        one.Sent.Items.Zip(one.Ledger!.Events).Select((pair, at) => new SeenItem(one.Enqueued, at, pair.First, pair.Second.Outcome, pair.Second.Note));

    /// <inheritdoc/>
    public override string ToString() => $"{Item} [partition {Hub.Partition}, sequence {Hub.Sequence}, index {Index}, sent as {Hub.SentId}] is {Outcome}{(Note is null ? string.Empty : $" ({Note})")}";
}
