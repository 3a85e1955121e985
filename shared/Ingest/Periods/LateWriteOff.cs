namespace RevenueFunctions.Ingest;

/// <summary>Late usage of a meter that is never billed, as the next invoice names it.</summary>
/// <param name="LateFrom">The closed period that it belongs to.</param>
/// <param name="SubscriptionId">The contract.</param>
/// <param name="Meter">The meter.</param>
/// <param name="EventCount">Events written off.</param>
/// <param name="Sum">Sum of their values in the meter's unit.</param>
public sealed record LateWriteOff(string LateFrom, string SubscriptionId, string Meter, long EventCount, decimal Sum);
