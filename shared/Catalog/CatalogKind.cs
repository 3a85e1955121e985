using RevenueFunctions.Storage;

namespace RevenueFunctions.Catalog;

/// <summary>How one kind of document is kept: its partitions and its row keys.</summary>
/// <param name="Name">Begins the partition keys.</param>
/// <param name="Shards">Partitions the kind is spread over: one partition of Table storage takes about 2,000 rows a second.</param>
/// <param name="Key">The document's identity, as a row key.</param>
internal sealed record CatalogKind<T>(string Name, int Shards, Func<T, string> Key)
    where T : class
{
    public string PartitionOf(int shard) => Shards == 1 ? Name : $"{Name}:{TableKey.Number(shard)}";

    public string PartitionOf(T document) => PartitionOf(CatalogShard.Of(Key(document), Shards));
}
