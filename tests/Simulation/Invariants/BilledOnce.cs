using RevenueFunctions.Ingest;
using RevenueFunctions.Sagas;
using RevenueFunctions.Tests.Simulation.Oracle;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>
/// Each measure of each record is on exactly one line of exactly one issued invoice that was not credited; or its period is open, or was given up
/// by a person. Shown record by record, through the lineage that the API answers.
/// </summary>
internal sealed class BilledOnce : IInvariant
{
    /// <inheritdoc/>
    public string Name => "billed once";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CheckAsync(Outcome outcome)
    {
        var evidence = await outcome.EvidenceAsync();
        var broken = new List<string>();
        foreach (var period in evidence.Periods)
        {
            broken.AddRange(period.Invoices switch
            {
                [] => NotBilled(outcome.Stage, period),
                [var invoice] => Billed(period, invoice),
                var several => [$"{period} is billed by {string.Join(" and ", several.Select(one => one.Invoice.Id))}"],
            });
        }

        broken.AddRange(await LineageAsync(outcome, evidence));
        return broken;
    }

    private static IEnumerable<string> NotBilled(Stage stage, PeriodEvidence period)
    {
        var isSkipped = stage.Decisions.IsSkipped(SagaId.Of(period.Account.Id, period.Key), "RateUsage");
        if (period.Saga is { State: SagaState.Completed } && period.Records.Count > 0 && !isSkipped)
        {
            yield return $"{period} is closed without an invoice, nobody decided that, and it has {period.Records.Count} records, such as {period.Records[0].Source} {period.Records[0].Id}";
        }
    }

    private static IEnumerable<string> Billed(PeriodEvidence period, InvoiceEvidence invoice)
    {
        if (period.Saga is not { State: SagaState.Completed })
        {
            yield return $"{period} is billed by {invoice.Invoice.Id}, but its saga is {period.Saga?.State.ToString() ?? "not known"}";
        }

        if (invoice.Invoice.UsageEventCount != period.Records.Count)
        {
            yield return $"{invoice.Invoice.Id} bills {invoice.Invoice.UsageEventCount} records, {period} has {period.Records.Count}";
        }

        var due = period.Records.SelectMany(record => record.Measures.Select(measure => Key(record, measure))).ToHashSet();
        foreach (var (line, records) in invoice.Usage.Select(usage => (usage.Line, usage.Records)))
        {
            var meter = line.Derivation.Usage[0].Meter;
            foreach (var record in records)
            {
                var measure = record.Measures.First(measure => measure.SubscriptionId == line.SubscriptionId && measure.Meter == meter);
                if (!due.Remove(Key(record, measure)))
                {
                    yield return $"line {line.Number} ({line.RateCardKey}) of {invoice.Invoice.Id} bills {record.Source} {record.Id} at {record.Time:O}, which another line bills too or {period} does not have";
                }
            }

            if (line.Derivation.Usage.Sum(usage => usage.EventCount) != records.Count)
            {
                yield return $"line {line.Number} ({line.RateCardKey}) of {invoice.Invoice.Id} bills {line.Derivation.Usage.Sum(usage => usage.EventCount)} records and names {records.Count}";
            }
        }

        foreach (var left in due)
        {
            yield return $"{left.Source} {left.Id} at {left.Time:O} of {period} is on no line of {invoice.Invoice.Id} for {left.Meter} of {left.Subscription}";
        }
    }

    // From the event to its record, as a person who has a complaint would look: some of each run.
    private static async Task<IReadOnlyList<string>> LineageAsync(Outcome outcome, Evidence evidence)
    {
        var broken = new List<string>();
        foreach (var record in evidence.Records.Where((_, at) => at % 7 == 0).Take(4))
        {
            var query = $"?account={record.AccountId}&source={Uri.EscapeDataString(record.Source)}&id={Uri.EscapeDataString(record.Id)}&time={Uri.EscapeDataString(record.Time.ToString("O"))}";
            var answer = await outcome.Fabric.Api.CallAsync("FindUsageRecord", query: query);
            if (!answer.IsSuccess || answer.Read<UsageRecord>() is not { } found || found.PeriodKey != record.PeriodKey || found.ContentHash != record.ContentHash)
            {
                broken.Add($"FindUsageRecord{query} answers {answer.Status} {answer.Text}, the record is in {record.PeriodKey}");
            }
        }

        return broken;
    }

    private static (string Source, string Id, DateTimeOffset Time, string Subscription, string Meter) Key(UsageRecord record, UsageMeasure measure) =>
        (record.Source, record.Id, record.Time, measure.SubscriptionId, measure.Meter);
}
