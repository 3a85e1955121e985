using System.Runtime.CompilerServices;
using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>
/// Reads what single events measured, for prices and contracts that the roll-ups cannot serve: in order of time, ties in order of the events' identity,
/// the same on every machine and however many shards the period has. It holds one row of each shard at a time.
/// </summary>
internal sealed class MeasureReader(ITableStore store)
{
    public async IAsyncEnumerable<MeasuredEvent> ReadAsync(
        Account account, BillingPeriod period, int shards, Func<UsageMeasure, bool> isWanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new List<IAsyncEnumerator<TableRow>>(shards);
        try
        {
            // Keys begin with the time, so merging the shards by key is merging them by time.
            var next = new PriorityQueue<IAsyncEnumerator<TableRow>, string>(StringComparer.Ordinal);
            for (var shard = 0; shard < shards; shard++)
            {
                var rows = store.ScanAsync(UsageRows.Table, PeriodRoute.PartitionOf(account.Id, period.Key, shard), UsageRows.Records, cancellationToken)
                    .GetAsyncEnumerator(cancellationToken);
                open.Add(rows);
                await QueueAsync(next, rows);
            }

            while (next.TryDequeue(out var rows, out _))
            {
                foreach (var measured in MeasuresOf(rows.Current, account, period).Where(one => isWanted(one.Measure)))
                {
                    yield return measured;
                }

                await QueueAsync(next, rows);
            }
        }
        finally
        {
            foreach (var rows in open)
            {
                await rows.DisposeAsync();
            }
        }
    }

    private static async ValueTask QueueAsync(PriorityQueue<IAsyncEnumerator<TableRow>, string> next, IAsyncEnumerator<TableRow> rows)
    {
        if (await rows.MoveNextAsync())
        {
            next.Enqueue(rows, rows.Current.Row);
        }
    }

    private static IEnumerable<MeasuredEvent> MeasuresOf(TableRow row, Account account, BillingPeriod period)
    {
        if (!RecordCodec.IsRecord(row.Value.Span))
        {
            return [];
        }

        var record = RecordCodec.Read(row.Row, row.Value.Span, account.Id, period.Key);
        var element = Hash128.Text(Hash128.Element(UsageRows.IdentityOf(row.Row), RecordCodec.Content(row.Value.Span)));
        return record.Measures.Select(measure => new MeasuredEvent(record.Time, record.Id, record.LateFrom, measure, element));
    }
}
