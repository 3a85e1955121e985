using RevenueFunctions.Ingest;
using RevenueFunctions.Tests.Simulation.Invariants;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Oracle;

/// <summary>All that was sent under one identity and time, and what may have become of it.</summary>
internal sealed class IdentityCase(Identity identity, IReadOnlyList<SeenItem> items)
{
    // A process's clock may be off by an hour, and the run rests for some hours after the last replay.
    private static readonly TimeSpan Doubt = TimeSpan.FromHours(8);

    /// <summary>Which one.</summary>
    public Identity Identity => identity;

    /// <summary>The one that counts; null when there is none.</summary>
    public SeenItem? Accepted { get; } = items.FirstOrDefault(item => item.Outcome == UsageOutcome.Accepted);

    /// <summary>Compares with what must be.</summary>
    /// <param name="outcome">The run.</param>
    /// <param name="catalog">The catalog as it is at the end.</param>
    /// <param name="atOtherTimes">What was sent under the same identity with other times.</param>
    public IEnumerable<string> Check(Outcome outcome, Billability catalog, IReadOnlyList<IdentityCase> atOtherTimes)
    {
        if (items.Count(item => item.Outcome == UsageOutcome.Accepted) > 1)
        {
            yield return $"accepted more than once: {string.Join("; ", items.Where(item => item.Outcome == UsageOutcome.Accepted))}";
        }

        // Taken out when its period was frozen, because the hub had received the same identity with another time before it.
        var winner = Accepted ?? items.FirstOrDefault(item => (item.IsConflict || item.GivenUp is not null)
            && atOtherTimes.Any(other => other.Accepted is { } first && Precedes(first, item))
            && items.All(other => other.Outcome != UsageOutcome.Duplicate || ContentOf(other) == ContentOf(item)));
        foreach (var item in items)
        {
            if (Wrong(item, winner, outcome, catalog) is { } wrong)
            {
                yield return $"{item}: {wrong}";
            }
        }

        if (Accepted is not null && atOtherTimes.Count == 0 && FirstInHubOrder(outcome, catalog) is { } first && first != Accepted)
        {
            yield return $"{Accepted} although the hub has another content before it: {first}";
        }
    }

    private static string? Wrong(SeenItem item, SeenItem? winner, Outcome outcome, Billability catalog)
    {
        var fact = ((SentItem.Usage)item.Item).Fact;
        var (earliest, latest) = (catalog.ObstacleOf(fact, outcome.World.Now - Doubt), catalog.ObstacleOf(fact, outcome.World.Now + Doubt));
        return item.Outcome switch
        {
            UsageOutcome.Accepted => null,
            UsageOutcome.Excluded => null,
            UsageOutcome.Duplicate when winner is null => "a duplicate of nothing",
            UsageOutcome.Duplicate when ContentOf(winner) != ContentOf(item) => $"it contradicts what counts: {winner}",
            UsageOutcome.Duplicate => null,
            UsageOutcome.Quarantined when item.IsConflict && winner is null => "nothing that counts contradicts it",
            UsageOutcome.Quarantined when item.IsConflict && item != winner && ContentOf(winner!) == ContentOf(item) => $"it repeats what counts: {winner}",
            UsageOutcome.Quarantined when item.IsConflict || item.Reason == earliest || item.Reason == latest => null,
            UsageOutcome.Quarantined when latest is null => "it can be charged by the catalog as it is, and everything was replayed",
            _ => $"expected {latest}",
        };
    }

    // Known only where one partition holds all of it and every one could be charged whenever it was looked at.
    private SeenItem? FirstInHubOrder(Outcome outcome, Billability catalog)
    {
        var fact = ((SentItem.Usage)items[0].Item).Fact;
        var always = outcome.Stage.Catalog.PossibleBetween(0, outcome.Stage.Witness.Moment)
            .All(one => new Billability(one) is var then && items.All(item => then.ObstacleOf(((SentItem.Usage)item.Item).Fact, item.Hub.EnqueuedAt - Doubt) is null));
        return always && catalog.AccountOf(fact) is not null && items.All(item => item.Hub.Partition == items[0].Hub.Partition && item.GivenUp is null && (item.Outcome != UsageOutcome.Quarantined || item.IsConflict))
            ? items.MinBy(item => (item.Hub.Sequence, item.Index))
            : null;
    }

    private static bool Precedes(SeenItem one, SeenItem other) =>
        (one.Hub.EnqueuedAt, one.Hub.Partition, one.Hub.Sequence, one.Index).CompareTo((other.Hub.EnqueuedAt, other.Hub.Partition, other.Hub.Sequence, other.Index)) < 0;

    private static string ContentOf(SeenItem item) => ((SentItem.Usage)item.Item).Content;
}
