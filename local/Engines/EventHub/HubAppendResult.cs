namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>Where events were stored durably: sequence numbers FirstSequence to FirstSequence + Count - 1 of the partition.</summary>
public readonly record struct HubAppendResult(string PartitionId, long FirstSequence, int Count);
