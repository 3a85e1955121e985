namespace RevenueFunctions.Functions.Ingest;

/// <summary>How much was given up.</summary>
/// <param name="Discarded">Events that are now excluded.</param>
public sealed record DiscardResult(long Discarded);
