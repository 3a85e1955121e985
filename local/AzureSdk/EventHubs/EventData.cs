#nullable disable // The real assembly is not annotated.
using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Messaging.EventHubs;

/// <summary>An event and its metadata, as it was sent to or read from an event hub.</summary>
public class EventData : MessageContent
{
    private IDictionary<string, object> properties;

    public EventData()
        : this(new BinaryData(Array.Empty<byte>()))
    {
    }

    public EventData(BinaryData eventBody)
        : this(eventBody, null, null, long.MinValue, null, default, null)
    {
    }

    public EventData(ReadOnlyMemory<byte> eventBody)
        : this(new BinaryData(eventBody))
    {
    }

    public EventData(string eventBody)
        : this(new BinaryData(Encoding.UTF8.GetBytes(eventBody)))
    {
    }

    [EditorBrowsable(EditorBrowsableState.Never)]
    protected EventData(
        BinaryData eventBody,
        IDictionary<string, object> properties = null,
        IReadOnlyDictionary<string, object> systemProperties = null,
        long sequenceNumber = long.MinValue,
        string offsetString = default,
        DateTimeOffset enqueuedTime = default,
        string partitionKey = null)
    {
        ArgumentNullException.ThrowIfNull(eventBody);
        EventBody = eventBody;
        this.properties = properties;
        SystemProperties = systemProperties ?? ReadOnlyDictionary<string, object>.Empty;
        SequenceNumber = sequenceNumber;
        OffsetString = offsetString;
        EnqueuedTime = enqueuedTime;
        PartitionKey = partitionKey;
    }

    public BinaryData EventBody { get; set; }

    public new string ContentType { get; set; }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override BinaryData Data
    {
        get => EventBody;
        set => EventBody = value;
    }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool IsReadOnly => false;

    public string MessageId { get; set; }

    public string CorrelationId { get; set; }

    public IDictionary<string, object> Properties => properties ??= new Dictionary<string, object>();

    public IReadOnlyDictionary<string, object> SystemProperties { get; }

    public long SequenceNumber { get; }

    [Obsolete("The offset is a string: use OffsetString.", false)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public long Offset => string.IsNullOrEmpty(OffsetString) ? long.MinValue
        : long.TryParse(OffsetString, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value
        : throw new NotSupportedException("The offset is not numeric: use OffsetString.");

    public string OffsetString { get; }

    public DateTimeOffset EnqueuedTime { get; }

    public string PartitionKey { get; }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public ReadOnlyMemory<byte> Body => EventBody.ToMemory();

    [EditorBrowsable(EditorBrowsableState.Never)]
    public Stream BodyAsStream => EventBody.ToStream();

    [EditorBrowsable(EditorBrowsableState.Never)]
    protected override ContentType? ContentTypeCore
    {
        get => new ContentType(ContentType);
        set => ContentType = value.ToString();
    }

    internal static EventData Create(
        BinaryData eventBody, IDictionary<string, object> properties, IReadOnlyDictionary<string, object> systemProperties, long sequenceNumber, string offset, DateTimeOffset enqueuedTime, string partitionKey) =>
        new(eventBody, properties, systemProperties, sequenceNumber, offset, enqueuedTime, partitionKey);
}
