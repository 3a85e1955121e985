#nullable disable // The real assembly is not annotated.
using System.ComponentModel;
using System.Globalization;

namespace Azure.Messaging.EventHubs;

/// <summary>Makes Event Hubs types with the values that otherwise only the service sets.</summary>
public static class EventHubsModelFactory
{
    [Obsolete("The offset is a string: use the overload with offsetString.", false)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static EventData EventData(
        BinaryData eventBody,
        IDictionary<string, object> properties = null,
        IReadOnlyDictionary<string, object> systemProperties = null,
        string partitionKey = null,
        long sequenceNumber = long.MinValue,
        long offset = long.MinValue,
        DateTimeOffset enqueuedTime = default) =>
        EventData(eventBody, properties, systemProperties, partitionKey, sequenceNumber, offset > long.MinValue ? offset.ToString(CultureInfo.InvariantCulture) : null, enqueuedTime);

    public static EventData EventData(
        BinaryData eventBody,
        IDictionary<string, object> properties = null,
        IReadOnlyDictionary<string, object> systemProperties = null,
        string partitionKey = null,
        long sequenceNumber = long.MinValue,
        string offsetString = default,
        DateTimeOffset enqueuedTime = default) =>
        EventHubs.EventData.Create(eventBody, properties, systemProperties, sequenceNumber, offsetString, enqueuedTime, partitionKey);
}
