using RevenueFunctions.Ingest;
using RevenueFunctions.Tests.Simulation.Oracle;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>
/// Every usage event that was enqueued has the outcome that the oracle expects: one of each identity and time is accepted and has its one record, the
/// others are duplicates or contradictions of it, and what is set aside is set aside for the right reason.
/// </summary>
internal sealed class EventOutcomes : IInvariant
{
    /// <inheritdoc/>
    public string Name => "event outcomes";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CheckAsync(Outcome outcome)
    {
        var evidence = await outcome.EvidenceAsync();
        var broken = new List<string>();
        foreach (var one in evidence.Events.Where(one => one.Ledger is null || one.Ledger.Events.Length != one.Sent.Items.Count))
        {
            broken.Add($"hub event {one.Enqueued} was sent with {one.Sent.Items.Count} usage events, the ledger has {one.Ledger?.Events.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no entry"}");
        }

        var attribution = await outcome.AttributionAsync();
        foreach (var item in attribution.Items.Where(item => !IsAsSent(outcome.Stage, item)))
        {
            broken.Add($"{item}, which is not its outcome");
        }

        var catalog = new Billability(outcome.Stage.Catalog.Current);
        var identities = attribution.Items.Where(item => item.Item is SentItem.Usage)
            .GroupBy(item => Identity.Of(item, catalog))
            .Select(group => new IdentityCase(group.Key, [.. group]))
            .ToList();
        var accepted = identities.ToLookup(one => one.Identity.WithoutTime, one => one);
        foreach (var one in identities)
        {
            broken.AddRange(one.Check(outcome, catalog, [.. accepted[one.Identity.WithoutTime].Where(other => other != one)]));
        }

        broken.AddRange(Records(evidence, attribution));
        return broken;
    }

    private static bool IsAsSent(Stage stage, SeenItem item) => item.Item switch
    {
        SentItem.Refused refused => item.Reason == refused.Reason || IsGivenUp(stage, item, refused.Reason),
        SentItem.Excluded excluded => item.Outcome == UsageOutcome.Excluded && item.Note == excluded.Rule,
        _ => item.Outcome is UsageOutcome.Accepted or UsageOutcome.Duplicate or UsageOutcome.Quarantined || IsGivenUp(stage, item, null),
    };

    // Given up by a person, and out of the group of that reason.
    private static bool IsGivenUp(Stage stage, SeenItem item, string? reason) =>
        item.GivenUp is { } note && stage.Decisions.GroupDiscardedBy(note) is { } group && (reason is null || group.Split('~')[0] == reason);

    private static IEnumerable<string> Records(Evidence evidence, Attribution attribution)
    {
        var without = attribution.Items.Where(item => item.Outcome == UsageOutcome.Accepted).ToDictionary(item => item.Place);
        foreach (var record in evidence.Records)
        {
            var place = (record.HubPartition, record.SequenceNumber, record.Index);
            if (!without.Remove(place, out var item))
            {
                yield return $"{Describe(record)} stands for nothing that is accepted: {attribution.SourceOf(record)?.Item.ToString() ?? "nothing was sent there"}, or it is there twice";
                continue;
            }

            if (item.Item is not SentItem.Usage { Fact: var fact } || record.Source != fact.Source || record.Id != fact.Id || record.Type != fact.Type || record.Time != fact.Time)
            {
                yield return $"{Describe(record)} differs from what was sent: {item}";
                continue;
            }

            var had = attribution.MeasuresOf(record);
            var expected = attribution.MeasuresOf(record, item, fact).ToList();
            if (!expected.Exists(one => Attribution.AreSame(one, had)))
            {
                yield return $"{Describe(record)} adds {string.Join(", ", had)}, expected {string.Join(", ", expected[0])}";
            }
        }

        foreach (var item in without.Values)
        {
            yield return $"{item}, but it has no record";
        }
    }

    private static string Describe(UsageRecord record) =>
        $"the record {record.Source} {record.Id} at {record.Time:O} of {record.AccountId} in {record.PeriodKey} [partition {record.HubPartition}, sequence {record.SequenceNumber}, index {record.Index}]";
}
