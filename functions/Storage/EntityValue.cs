using System.Globalization;
using Azure.Data.Tables;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Storage;

/// <summary>
/// A row's value in an entity: cut into binary properties v0, v1, ... of 64 KiB each, the most that one may hold. Fifteen of them are 960 KiB,
/// which with both keys (1 KiB each) and the names stays below the 1 MiB of an entity. No value, no property.
/// </summary>
internal static class EntityValue
{
    /// <summary>Bytes in one property.</summary>
    public const int ChunkBytes = 64 * 1024;

    private static readonly string[] Names =
        [.. Enumerable.Range(0, (TableLimits.ValueBytes + ChunkBytes - 1) / ChunkBytes).Select(at => string.Create(CultureInfo.InvariantCulture, $"v{at}"))];

    public static TableEntity Entity(string partition, string row, ReadOnlyMemory<byte> value)
    {
        var entity = new TableEntity(partition, row);
        for (var at = 0; at * ChunkBytes < value.Length; at++)
        {
            entity[Names[at]] = value.Slice(at * ChunkBytes, Math.Min(ChunkBytes, value.Length - (at * ChunkBytes))).ToArray();
        }

        return entity;
    }

    public static TableRow Row(TableEntity entity) => new(entity.PartitionKey, entity.RowKey, Value(entity), new RowVersion(entity.ETag.ToString()));

    private static ReadOnlyMemory<byte> Value(TableEntity entity)
    {
        if (entity.GetBinary(Names[0]) is not { } first)
        {
            return default;
        }

        if (!entity.ContainsKey(Names[1]))
        {
            return first;
        }

        var chunks = Names.Select(entity.GetBinary).TakeWhile(static chunk => chunk is not null).ToList();
        var value = new byte[chunks.Sum(static chunk => chunk.Length)];
        var at = 0;
        foreach (var chunk in chunks)
        {
            chunk.CopyTo(value, at);
            at += chunk.Length;
        }

        return value;
    }
}
