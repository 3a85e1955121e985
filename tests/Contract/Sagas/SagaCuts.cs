using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>A history as it stood after each of its episodes: a saga under way at any point.</summary>
internal static class SagaCuts
{
    /// <summary>
    /// Every prefix that ends with an episode, the whole last. A rewind took the failed decisions out of the episodes before it: as they
    /// stand now, no saga ever stood so.
    /// </summary>
    public static IEnumerable<IReadOnlyList<HistoryEvent>> Of(IReadOnlyList<HistoryEvent> history)
    {
        var rewound = Enumerable.Range(0, history.Count).LastOrDefault(at => history[at].EventType == HistoryEventType.ExecutionRewound);
        for (var at = rewound; at < history.Count; at++)
        {
            if (history[at].EventType == HistoryEventType.OrchestratorCompleted)
            {
                yield return [.. history.Take(at + 1)];
            }
        }
    }
}
