using System.Collections.Immutable;
using System.Text;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>
/// The usage of one subscription, meter and group: what a roll-up row and a rated line are about. Two of one id are equal: batches that hold
/// different snapshots of the catalog, or a dimension with endless values, make the same series more than once, and what is remembered of
/// its roll-ups must be remembered once. Two memories of one row would each write what only they know.
/// </summary>
internal sealed class MeterSeries : IEquatable<MeterSeries>
{
    private readonly UInt128 hash;

    public MeterSeries(
        string subscriptionId, string meter, MeterAggregation aggregation, ImmutableSortedDictionary<string, string> group, string? lateFrom = null, bool isWrittenOff = false)
    {
        (SubscriptionId, Meter, Aggregation, Group, LateFrom, IsWrittenOff) = (subscriptionId, meter, aggregation, group, lateFrom, isWrittenOff);
        var encoded = new List<byte>(64);
        Append(encoded, subscriptionId);
        Append(encoded, meter);
        encoded.Add((byte)group.Count);
        foreach (var (path, value) in group)
        {
            Append(encoded, path);
            Append(encoded, value);
        }

        Encoded = [.. encoded];
        hash = lateFrom is null ? Hash128.Of(Encoded) : Hash128.Of([.. Encoded, isWrittenOff ? (byte)'w' : (byte)'l', .. Encoding.UTF8.GetBytes(lateFrom)]);
        Id = Hash128.Text(hash);
    }

    public string SubscriptionId { get; }

    public string Meter { get; }

    public MeterAggregation Aggregation { get; }

    public ImmutableSortedDictionary<string, string> Group { get; }

    /// <summary>The closed period that it belongs to, for late usage: kept apart, so that it is charged on lines of its own.</summary>
    public string? LateFrom { get; }

    /// <summary>True for late usage that is never billed and only counted.</summary>
    public bool IsWrittenOff { get; }

    /// <summary>The series of the same usage when an item comes late.</summary>
    public MeterSeries For(UsageItem item) => item.LateFrom is null ? this : new MeterSeries(SubscriptionId, Meter, Aggregation, Group, item.LateFrom, item.IsWrittenOff);

    /// <summary>Its texts in the form that a usage record stores them in.</summary>
    public byte[] Encoded { get; }

    /// <summary>A hash of the above: 32 hex digits, so that row keys stay short however long the texts are.</summary>
    public string Id { get; }

    public bool Equals(MeterSeries? other) => ReferenceEquals(this, other) || (other is not null && hash == other.hash);

    public override bool Equals(object? obj) => Equals(obj as MeterSeries);

    public override int GetHashCode() => (int)(uint)hash;

    private static void Append(List<byte> encoded, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var length = (uint)utf8.Length;
        for (; length >= 0x80; length >>= 7)
        {
            encoded.Add((byte)(length | 0x80));
        }

        encoded.Add((byte)length);
        encoded.AddRange(utf8);
    }
}
