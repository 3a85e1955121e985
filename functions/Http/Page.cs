namespace RevenueFunctions.Functions.Http;

/// <summary>A page of a list. Hand <paramref name="Next"/> back as "cursor" for the next one; it is absent on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
