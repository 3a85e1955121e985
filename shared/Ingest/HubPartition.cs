namespace RevenueFunctions.Ingest;

/// <summary>A partition of an event hub. Its sequence numbers have no gap, so it enqueued LastEnqueuedSequence + 1 events since it was created.</summary>
/// <param name="Id">The partition's id, such as "0".</param>
/// <param name="BeginSequence">The sequence number of the oldest event that is still kept; older ones left by retention.</param>
/// <param name="LastEnqueuedSequence">The sequence number of the newest event, -1 when none was ever enqueued.</param>
/// <param name="LastEnqueuedTime">When the newest event was enqueued; null when none was ever enqueued.</param>
public sealed record HubPartition(string Id, long BeginSequence, long LastEnqueuedSequence, DateTimeOffset? LastEnqueuedTime);
