namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>The shapes in which producers send.</summary>
internal enum WireShape
{
    /// <summary>A JSON batch of CloudEvents.</summary>
    CloudEventBatch,

    /// <summary>One CloudEvent, structured mode.</summary>
    CloudEventStructured,

    /// <summary>One CloudEvent, binary mode: attributes in headers.</summary>
    CloudEventBinary,

    /// <summary>One hub event whose body is the producer's own JSON, sent with the Event Hubs REST protocol.</summary>
    HubSingle,

    /// <summary>Several hub events in one REST request, each carrying a JSON array of the producer's own objects.</summary>
    HubBatch,
}
