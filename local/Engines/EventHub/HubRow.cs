using System.Buffers.Binary;
using System.Globalization;
using Azure.Messaging.EventHubs;

namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>
/// A row of the log: everything one request sent to one partition, bodies as they came. Reading makes slices of the row, so a body is
/// never copied between the store and the function.
/// </summary>
internal sealed class HubRow
{
    private const byte Layout = 1;

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly int firstEvent;

    public HubRow(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;
        var reader = new HubRowReader(bytes);
        if (reader.Byte() != Layout)
        {
            throw new InvalidDataException("A row of the event log has a layout that this program does not know.");
        }

        FirstSequence = reader.Long();
        Offset = reader.Long();
        EnqueuedTime = new DateTimeOffset(reader.Long(), TimeSpan.Zero);
        Count = reader.Int();
        PartitionKey = reader.Text();
        firstEvent = reader.At;
    }

    public long FirstSequence { get; }

    public long LastSequence => FirstSequence + Count - 1;

    public long Offset { get; }

    /// <summary>Offset behind the row, where the next one begins.</summary>
    public long EndOffset => Offset + bytes.Length;

    public int Length => bytes.Length;

    public DateTimeOffset EnqueuedTime { get; }

    public int Count { get; }

    public string? PartitionKey { get; }

    /// <summary>Writes a row. Sequence and offset are known only when its turn to be appended comes: see <see cref="Place"/>.</summary>
    public static Memory<byte> Encode(IReadOnlyList<HubEvent> events, string? partitionKey)
    {
        var writer = new HubRowWriter(256 + events.Sum(hubEvent => hubEvent.Body.Length + 64 + (80 * (hubEvent.Properties?.Count ?? 0))));
        writer.Byte(Layout);
        writer.Long(0);
        writer.Long(0);
        writer.Long(0);
        writer.Int(events.Count);
        writer.Text(partitionKey);
        foreach (var hubEvent in events)
        {
            writer.Text(hubEvent.ContentType);
            writer.Text(hubEvent.MessageId);
            writer.Text(hubEvent.CorrelationId);
            writer.Int(hubEvent.Properties?.Count ?? 0);
            foreach (var (name, value) in hubEvent.Properties ?? [])
            {
                writer.Text(name);
                writer.Value(value);
            }

            writer.Bytes(hubEvent.Body.Span);
        }

        return writer.Written;
    }

    /// <summary>Sets where in the log the encoded row stands.</summary>
    public static void Place(Span<byte> row, long firstSequence, long offset, DateTimeOffset enqueuedTime)
    {
        BinaryPrimitives.WriteInt64LittleEndian(row[1..], firstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(row[9..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(row[17..], enqueuedTime.UtcTicks);
    }

    /// <summary>Adds the row's events from a sequence number on, until the list is full.</summary>
    public void ReadInto(List<EventData> events, long fromSequence, int most)
    {
        var reader = new HubRowReader(bytes) { At = firstEvent };
        for (var sequence = FirstSequence; sequence <= LastSequence && events.Count < most; sequence++)
        {
            var offset = Offset + reader.At;
            var (contentType, messageId, correlationId) = (reader.Text(), reader.Text(), reader.Text());
            var properties = Properties(ref reader);
            var body = reader.Slice();
            if (sequence >= fromSequence)
            {
                var read = EventHubsModelFactory.EventData(
                    new BinaryData(body), properties, null, PartitionKey, sequence, offset.ToString(CultureInfo.InvariantCulture), EnqueuedTime);
                (read.ContentType, read.MessageId, read.CorrelationId) = (contentType, messageId, correlationId);
                events.Add(read);
            }
        }
    }

    private static Dictionary<string, object>? Properties(ref HubRowReader reader)
    {
        var count = reader.Int();
        if (count == 0)
        {
            return null;
        }

        var properties = new Dictionary<string, object>(count, StringComparer.Ordinal);
        for (var at = 0; at < count; at++)
        {
            properties[reader.Text() ?? string.Empty] = reader.Value();
        }

        return properties;
    }
}
