namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>No such hub, or no such partition of it: the sender has the wrong address, or the hub is not configured.</summary>
public sealed class HubNotFoundException(string message) : Exception(message);
