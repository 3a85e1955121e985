using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ingest;

/// <summary>An account's billing period as ingest sees it: its bounds in milliseconds and the partitions its records go to.</summary>
internal sealed class PeriodRoute(Account account, BillingPeriod period)
{
    private string[] partitions = [];

    public Account Account { get; } = account;

    public BillingPeriod Period { get; } = period;

    public string Key => Period.Key;

    public long StartMs { get; } = period.Start.ToUnixTimeMilliseconds();

    public long EndMs { get; } = period.End.ToUnixTimeMilliseconds();

    /// <summary>Its partitions, one for each shard; empty until the number of shards is known to be stored.</summary>
    public string[] Partitions => Volatile.Read(ref partitions);

    public void Pin(int shards) =>
        Volatile.Write(ref partitions, [.. Enumerable.Range(0, shards).Select(shard => PartitionOf(Account.Id, Period.Key, shard))]);

    public int ShardOf(UInt128 identity) => partitions.Length == 1 ? 0 : (int)((ulong)identity % (ulong)partitions.Length);

    public static string PartitionOf(string accountId, string periodKey, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"{TableKey.Escape(accountId)}:{periodKey}:{shard}");
}
