using Microsoft.Extensions.Options;
using RevenueFunctions.Ingest;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Operations;

/// <summary>
/// What is in quarantine, by the cases that stand for its groups: the list of groups keeps those that were emptied long ago and grows for ever,
/// the list of open cases does not. Events whose case a person settled, to leave them there, are not among them. One point read for each open group.
/// </summary>
internal sealed class QuarantineFigures(Quarantine quarantine, IOptions<MetricsOptions> options)
{
    private const string Groups = "/api/v1/quarantine";
    private const int MostGroups = 1000;
    private const int AtOnce = 16;

    public async Task<List<Figure>> MeasureAsync(OpenCases open, CancellationToken cancellationToken)
    {
        var reasons = open.Cases.Where(one => Quarantine.IsCaseOfGroup(one)).Select(one => one.Subject).ToList();
        var groups = new List<QuarantineGroup>();
        foreach (var chunk in reasons.Take(MostGroups).Chunk(AtOnce))
        {
            groups.AddRange((await Task.WhenAll(chunk.Select(id => quarantine.FindAsync(id, cancellationToken)))).Where(group => group is { Count: > 0 })!);
        }

        var atLeast = open.AreMore || reasons.Count > MostGroups;
        var unmatched = groups.Where(group => group.Reason == QuarantineReasons.Code(QuarantineReason.UnmappedCustomer)).ToList();
        var figures = new List<Figure>
        {
            Figure.Plain(Gauges.CustomersUnmatched, unmatched.Count, Groups) with
            {
                State = unmatched.Count > 0 ? FigureState.Attention : FigureState.Ok, Since = Oldest(unmatched), AtLeast = atLeast,
            },
        };
        foreach (var reason in groups.GroupBy(group => group.Reason).OrderBy(reason => reason.Key, StringComparer.Ordinal))
        {
            figures.Add((Figure.Count(Gauges.QuarantineEvents, reason.Sum(group => group.Count), AlertKey.Quarantine, options.Value.Quarantine, Groups) with
            {
                Since = Oldest(reason), AtLeast = atLeast,
            }).For(InstrumentTags.Reason, reason.Key));
        }

        return figures;
    }

    private static DateTimeOffset? Oldest(IEnumerable<QuarantineGroup> groups) => groups.Select(group => (DateTimeOffset?)group.FirstAt).Min();
}
