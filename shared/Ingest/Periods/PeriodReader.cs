using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>Reads the aggregates of a period from its roll-ups; only unique and time-weighted meters read rows of their own.</summary>
internal sealed class PeriodReader(ITableStore store)
{
    public async Task<PeriodUsage> ReadAsync(CatalogSnapshot catalog, Account account, BillingPeriod period, int shards, CancellationToken cancellationToken)
    {
        var series = new SortedDictionary<string, SeriesTotal>(StringComparer.Ordinal);
        var (fence, count, set) = ((Fence?)null, 0L, UInt128.Zero);
        for (var shard = 0; shard < shards; shard++)
        {
            var partition = PeriodRoute.PartitionOf(account.Id, period.Key, shard);
            var stored = await store.ReadAsync<Fence>(UsageRows.Table, partition, UsageRows.Fence, cancellationToken);
            fence ??= stored;
            count += stored?.Count ?? 0;
            set += stored?.Set ?? UInt128.Zero;
            await foreach (var row in store.ScanAsync(UsageRows.Table, partition, UsageRows.Rollups, cancellationToken))
            {
                var id = UsageRows.SeriesOf(row.Row);
                if (!series.TryGetValue(id, out var total))
                {
                    series.Add(id, total = new SeriesTotal(id));
                }

                total.Add(row.Read<RollupRow>());
            }
        }

        var usage = new List<MeteredUsage>(series.Count);
        foreach (var one in series.Values.Where(static total => total.Count > 0).GroupBy(static total => total.Key, StringComparer.Ordinal))
        {
            usage.AddRange(await UsageOfAsync(catalog, account, period, shards, one, cancellationToken));
        }

        return new PeriodUsage(
            account.Id, period.Key, fence?.State ?? FenceState.Open, count, Hash128.Text(set),
            [.. usage.OrderBy(one => one.SubscriptionId, StringComparer.Ordinal)
                .ThenBy(one => one.Meter, StringComparer.Ordinal)
                .ThenBy(one => string.Join('\u001F', one.Group.Values), StringComparer.Ordinal)
                .ThenBy(one => one.LateFrom, StringComparer.Ordinal)],
            fence?.Owner, fence?.InvoiceId);
    }

    /// <summary>What came late and is never billed, as it was tallied when it came.</summary>
    public async Task<ImmutableArray<LateWriteOff>> WriteOffsAsync(Account account, BillingPeriod period, int shards, CancellationToken cancellationToken)
    {
        var series = new SortedDictionary<(string LateFrom, string Subscription, string Meter), LateWriteOff>();
        for (var shard = 0; shard < shards; shard++)
        {
            await foreach (var row in store.ScanAsync(UsageRows.Table, PeriodRoute.PartitionOf(account.Id, period.Key, shard), UsageRows.WriteOffs, cancellationToken))
            {
                var stored = row.Read<RollupRow>();
                var key = (stored.LateFrom!, stored.SubscriptionId, stored.Meter);
                var before = series.GetValueOrDefault(key) ?? new LateWriteOff(stored.LateFrom!, stored.SubscriptionId, stored.Meter, 0, 0m);
                series[key] = before with { EventCount = before.EventCount + stored.Count, Sum = before.Sum + stored.Sum };
            }
        }

        return [.. series.Values];
    }

    // The period's own usage first, then what came late, oldest period first: each has the quantity that it adds to what stands before it.
    private async Task<IEnumerable<MeteredUsage>> UsageOfAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod period, int shards, IEnumerable<SeriesTotal> series, CancellationToken cancellationToken)
    {
        var (usage, before, all) = (new List<MeteredUsage>(), 0m, (SeriesTotal?)null);
        foreach (var part in series.OrderBy(static total => total.LateFrom, StringComparer.Ordinal).ToList())
        {
            var one = part.ToUsage(0m);
            if (all is null)
            {
                all = part;
            }
            else
            {
                all.Add(part);
            }

            var quantity = await QuantityAsync(catalog, account, period, shards, all, cancellationToken);
            usage.Add(one with { Quantity = quantity - before });
            before = quantity;
        }

        return usage;
    }

    private async ValueTask<decimal> QuantityAsync(
        CatalogSnapshot catalog, Account account, BillingPeriod period, int shards, SeriesTotal total, CancellationToken cancellationToken) => total.Aggregation switch
        {
            MeterAggregation.Sum => total.Sum,
            MeterAggregation.Count => total.Count,
            MeterAggregation.Min => total.Min,
            MeterAggregation.Max => total.Max,
            MeterAggregation.Latest => total.Latest,
            MeterAggregation.Average => Math.Round(total.Sum / total.Count, Quantities.Decimals, MidpointRounding.AwayFromZero),
            MeterAggregation.Unique => await UniqueAsync(account, period, shards, total.Ids, cancellationToken),
            MeterAggregation.TimeWeighted => await TimeWeightedAsync(account, period, EndOf(catalog, account, period, total.SubscriptionId), shards, total.Ids, cancellationToken),
            _ => throw new InvalidDataException($"A roll-up has the unknown aggregation {total.Aggregation}."),
        };

    // A gauge holds its last value until its contract ends: after a change of plan two contracts would otherwise both charge for it.
    private static DateTimeOffset EndOf(CatalogSnapshot catalog, Account account, BillingPeriod period, string subscriptionId)
    {
        var contract = catalog.SubscriptionsByAccount.GetValueOrDefault(account.Id, []).FirstOrDefault(one => one.Id == subscriptionId);
        return contract is not null && ContractTimeline.Of(catalog, contract).End is { } end && end < period.End ? end : period.End;
    }

    // A value may be counted in several shards: events are spread by their identity, not by their values. Late and in time it counts once.
    private async Task<decimal> UniqueAsync(Account account, BillingPeriod period, int shards, List<string> ids, CancellationToken cancellationToken)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (partition, id) in PlacesOf(account, period, shards, ids))
        {
            await foreach (var row in store.ScanAsync(UsageRows.Table, partition, UsageRows.UniquesOf(id), cancellationToken))
            {
                values.Add(UsageRows.ValueOf(row.Row));
            }
        }

        return values.Count;
    }

    private async Task<decimal> TimeWeightedAsync(
        Account account, BillingPeriod period, DateTimeOffset end, int shards, List<string> ids, CancellationToken cancellationToken)
    {
        var samples = new List<(long TimeMs, byte[] Id, decimal Quantity)>();
        foreach (var (partition, id) in PlacesOf(account, period, shards, ids))
        {
            await foreach (var row in store.ScanAsync(UsageRows.Table, partition, UsageRows.SamplesOf(id), cancellationToken))
            {
                var (quantity, eventId) = GaugeSample.Read(row.Value.Span);
                samples.Add((long.Parse(row.Row.AsSpan(35, 15), System.Globalization.CultureInfo.InvariantCulture), eventId, quantity));
            }
        }

        return TimeWeighted.Of(samples, period.Start.ToUnixTimeMilliseconds(), period.End.ToUnixTimeMilliseconds(), end.ToUnixTimeMilliseconds());
    }

    private static IEnumerable<(string Partition, string Id)> PlacesOf(Account account, BillingPeriod period, int shards, List<string> ids) =>
        Enumerable.Range(0, shards).SelectMany(shard => ids.Select(id => (PeriodRoute.PartitionOf(account.Id, period.Key, shard), id)));
}
