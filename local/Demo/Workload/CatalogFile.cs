namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>One catalog file, as it is imported.</summary>
internal sealed record CatalogFile(string Name, ReadOnlyMemory<byte> Content);
