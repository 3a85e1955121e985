using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Sagas;
using RevenueFunctions.Tests.Simulation.Oracle;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>
/// Every record is billed in its own period, or, when it came after that was closed, in the first one that was open: never before, and never late
/// when it was recorded before anybody asked to close the period.
/// </summary>
internal sealed class RightPeriod : IInvariant
{
    /// <inheritdoc/>
    public string Name => "right period";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CheckAsync(Outcome outcome)
    {
        var evidence = await outcome.EvidenceAsync();
        var attribution = await outcome.AttributionAsync();
        var broken = new List<string>();
        foreach (var record in evidence.Records)
        {
            if (attribution.SourceOf(record) is ({ } item, _) && Wrong(outcome, record, item, attribution.WrittenAt(record)) is { } wrong)
            {
                broken.Add($"{item} is billed in {record.AccountId} {record.PeriodKey} (late from {record.LateFrom ?? "nowhere"}): {wrong}");
            }
        }

        foreach (var twice in evidence.Periods.Where(period => !outcome.Stage.Witness.IsOpen(period.Account.Id, period.Key))
            .SelectMany(period => period.Records.GroupBy(record => (record.Source, record.Id)).Where(group => group.Count() > 1)))
        {
            broken.Add($"{twice.Key.Source} {twice.Key.Id} is billed twice in {twice.First().AccountId} {twice.First().PeriodKey}, at {string.Join(" and ", twice.Select(record => record.Time.ToString("O")))}");
        }

        return broken;
    }

    private static string? Wrong(Outcome outcome, UsageRecord record, SeenItem item, long writtenAt)
    {
        var account = outcome.Scenario.Catalog.Accounts.Single(account => account.Id == record.AccountId);
        var own = OraclePeriod.At(account, record.Time);
        if (record.PeriodKey == own.Key)
        {
            return record.LateFrom is null ? null : "it is its own period";
        }

        if (record.LateFrom != own.Key || string.CompareOrdinal(record.PeriodKey, own.Key) < 0)
        {
            return $"its own period is {own.Key}";
        }

        for (var period = own; period.Key != record.PeriodKey; period = period.After(account))
        {
            var claims = outcome.Stage.Witness.ClaimsOf(SagaId.Of(account.Id, period.Key));
            if (claims.Count == 0 || writtenAt < claims[0])
            {
                return $"it was recorded before anybody asked to close {period.Key}";
            }

            if (!outcome.Stage.Witness.WasClosed(account.Id, period.Key, item.Hub.Moment, writtenAt))
            {
                return $"{period.Key} took usage all the time from when it was enqueued until it was recorded";
            }
        }

        return null;
    }
}
