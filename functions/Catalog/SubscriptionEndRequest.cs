namespace RevenueFunctions.Functions.Catalog;

/// <summary>When a subscription ends.</summary>
/// <param name="At">The first instant that it does not cover.</param>
public sealed record SubscriptionEndRequest(DateTimeOffset At);
