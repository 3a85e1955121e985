using RevenueFunctions.Ingest;

namespace RevenueFunctions.Functions.Ingest;

/// <summary>What becomes of late usage that was held.</summary>
/// <param name="Action">Bill it, or write it off.</param>
public sealed record ReleaseRequest(HeldUsageAction Action);
