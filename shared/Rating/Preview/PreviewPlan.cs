namespace RevenueFunctions.Rating;

/// <summary>A version of a price plan in the catalog.</summary>
public sealed record PreviewPlan(string Key, int Version);
