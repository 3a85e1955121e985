using System.Diagnostics;
using System.Text;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Ingest;

/// <summary>What became of a batch, for whoever traces it. Kept only when it is asked for: the hot path pays nothing otherwise.</summary>
public sealed class IngestTally
{
    /// <summary>Periods and producers that a tally names at most; a batch of a hub may have thousands of either.</summary>
    public const int Most = 32;

    private static readonly string[] Properties = [Correlation.TraceParent, "Diagnostic-Id", "cloudEvents_traceparent", "cloudEvents:traceparent"];

    private readonly int[] outcomes = new int[Enum.GetValues<UsageOutcome>().Length];
    private readonly SortedSet<string> periods = new(StringComparer.Ordinal);
    private readonly HashSet<ActivityContext> producers = [];

    /// <summary>Hub events that had their outcome before.</summary>
    public int Redelivered { get; internal set; }

    /// <summary>The correlation ids of the periods that usage was for.</summary>
    public IReadOnlyCollection<string> CorrelationIds => periods;

    /// <summary>The spans in which the usage was sent, as far as the producers say.</summary>
    public IReadOnlyCollection<ActivityContext> Producers => producers;

    /// <summary>How many usage events had an outcome.</summary>
    public int this[UsageOutcome outcome] => outcomes[(int)outcome];

    internal void Add(IngestRun run)
    {
        foreach (var period in run.Groups.Keys)
        {
            if (periods.Count < Most)
            {
                periods.Add(Correlation.OfPeriod(period.Account.Id, period.Key));
            }
        }

        for (var at = 0; at < run.Items.Count; at++)
        {
            var item = run.Items[at];
            outcomes[(int)item.Outcome]++;
            if (producers.Count < Most)
            {
                AddProducer(item);
            }
        }
    }

    // What the event says of itself comes first: the hub's property names the span of the batch that it was sent in.
    private void AddProducer(UsageItem item)
    {
        if (item.TraceParent.Length > 0 && ActivityContext.TryParse(Encoding.UTF8.GetString(item.TraceParent.Span), null, isRemote: true, out var own))
        {
            producers.Add(own);
            return;
        }

        foreach (var name in Properties)
        {
            if (item.Hub.Properties?.GetValueOrDefault(name) is { } text && ActivityContext.TryParse(text, null, isRemote: true, out var sent))
            {
                producers.Add(sent);
                return;
            }
        }
    }
}
