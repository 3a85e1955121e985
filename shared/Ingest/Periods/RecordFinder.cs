using System.Globalization;
using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>Lineage in both directions: from a rated line to the records it covers, from a usage event to its record.</summary>
internal sealed class RecordFinder(ITableStore store)
{
    private const int MostPeriods = 240;

    public async Task<(IReadOnlyList<UsageRecord> Records, string? Next)> PageAsync(
        Account account, BillingPeriod period, int shards, RecordFilter filter, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var (shard, after) = Parse(cursor);
        var records = new List<UsageRecord>();
        for (; shard < shards; shard++, after = null)
        {
            // The key of the last record looked at, and anything behind it: keys have one length.
            var range = new RowRange(after is null ? UsageRows.Records.From : after + "!", UsageRows.Records.Before);
            await foreach (var row in store.ScanAsync(UsageRows.Table, PeriodRoute.PartitionOf(account.Id, period.Key, shard), range, cancellationToken))
            {
                if (!RecordCodec.IsRecord(row.Value.Span) || RecordCodec.Read(row.Row, row.Value.Span, account.Id, period.Key) is var record && !Meets(record, filter))
                {
                    continue;
                }

                records.Add(RecordCodec.Read(row.Row, row.Value.Span, account.Id, period.Key));
                if (records.Count == limit)
                {
                    return (records, string.Create(CultureInfo.InvariantCulture, $"{shard}.{row.Row}"));
                }
            }
        }

        return (records, null);
    }

    /// <summary>The record of an identity at a time: in the period of that time, or in the one that a claim there names.</summary>
    public async Task<UsageRecord?> AtAsync(Account account, UInt128 identity, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var row = UsageRows.Record(time.ToUnixTimeMilliseconds(), identity);
        var period = BillingCalendar.PeriodAt(account, time);
        var stored = await GetAsync(account, period.Key, identity, row, cancellationToken);
        var billedIn = period.Key;
        if (stored is not null && RecordCodec.ReadClaim(stored.Value.Span).MovedTo is { } movedTo)
        {
            (stored, billedIn) = (await GetAsync(account, movedTo, identity, row, cancellationToken), movedTo);
        }

        return stored is null || !RecordCodec.IsRecord(stored.Value.Span) ? null : RecordCodec.Read(row, stored.Value.Span, account.Id, billedIn);
    }

    /// <summary>The record of an identity whose time is not known: a scan of the account's periods, newest first.</summary>
    public async Task<UsageRecord?> ScanAsync(Account account, UInt128 identity, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var period = BillingCalendar.PeriodAt(account, to);
        for (var count = 0; count < MostPeriods && period.End > from; count++)
        {
            var shard = await ShardAsync(account, period.Key, identity, cancellationToken);
            await foreach (var row in store.ScanAsync(UsageRows.Table, PeriodRoute.PartitionOf(account.Id, period.Key, shard), UsageRows.Records, cancellationToken))
            {
                if (UsageRows.IdentityOf(row.Row) == identity && RecordCodec.IsRecord(row.Value.Span))
                {
                    return RecordCodec.Read(row.Row, row.Value.Span, account.Id, period.Key);
                }
            }

            period = BillingCalendar.PeriodAt(account, period.Start - TimeSpan.FromMilliseconds(1));
        }

        return null;
    }

    private async Task<TableRow?> GetAsync(Account account, string periodKey, UInt128 identity, string row, CancellationToken cancellationToken) =>
        await store.GetAsync(
            UsageRows.Table, PeriodRoute.PartitionOf(account.Id, periodKey, await ShardAsync(account, periodKey, identity, cancellationToken)), row, cancellationToken);

    private async Task<int> ShardAsync(Account account, string periodKey, UInt128 identity, CancellationToken cancellationToken)
    {
        var fence = await store.ReadAsync<Fence>(UsageRows.Table, PeriodRoute.PartitionOf(account.Id, periodKey, 0), UsageRows.Fence, cancellationToken);
        return fence is null or { Shards: <= 1 } ? 0 : (int)((ulong)identity % (ulong)fence.Shards);
    }

    public static UInt128 IdentityOf(string source, string id) => EventHashes.IdentityOf(Encoding.UTF8.GetBytes(source), Encoding.UTF8.GetBytes(id));

    private static bool Meets(UsageRecord record, RecordFilter filter) =>
        filter == new RecordFilter() || record.Measures.Any(measure =>
            (filter.SubscriptionId is null || measure.SubscriptionId == filter.SubscriptionId)
            && (filter.Meter is null || measure.Meter == filter.Meter)
            && (filter.Group is null || filter.Group.All(one => measure.Group.TryGetValue(one.Key, out var value) && value == one.Value)));

    private static (int Shard, string? After) Parse(string? cursor)
    {
        var dot = cursor?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 && int.TryParse(cursor.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var shard) && shard < 64
            ? (shard, cursor![(dot + 1)..])
            : (0, null);
    }
}
