namespace RevenueFunctions.Local.Engines.EventHub;

/// <summary>What an append takes of its hub's backlog, and on whose account, until the consumers have passed it.</summary>
/// <param name="Caller">Who sent it.</param>
/// <param name="Amount">Bytes, as the door counted them.</param>
public readonly record struct HubCharge(string Caller, long Amount);
