namespace RevenueFunctions.Catalog;

/// <summary>True when the payload has the path and, where <paramref name="EqualTo"/> is given, its text is that.</summary>
public sealed record FieldCondition(string Path, string? EqualTo = null);
