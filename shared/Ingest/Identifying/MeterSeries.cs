using System.Collections.Immutable;
using System.Text;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>The usage of one subscription, meter and group: what a roll-up row and a rated line are about.</summary>
internal sealed class MeterSeries
{
    public MeterSeries(string subscriptionId, string meter, MeterAggregation aggregation, ImmutableSortedDictionary<string, string> group)
    {
        (SubscriptionId, Meter, Aggregation, Group) = (subscriptionId, meter, aggregation, group);
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
        Id = Hash128.Text(Hash128.Of(Encoded));
    }

    public string SubscriptionId { get; }

    public string Meter { get; }

    public MeterAggregation Aggregation { get; }

    public ImmutableSortedDictionary<string, string> Group { get; }

    /// <summary>Its texts in the form that a usage record stores them in.</summary>
    public byte[] Encoded { get; }

    /// <summary>A hash of the above: 32 hex digits, so that row keys stay short however long the texts are.</summary>
    public string Id { get; }

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
