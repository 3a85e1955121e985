using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>The catalog files of samples/catalog: what the demo imports through the API, and what the workload and the oracle are made from.</summary>
internal sealed class SampleCatalog
{
    // An import is checked against what is stored, so what is referred to comes first.
    private static readonly string[] Order = ["legal-entities", "tax-tables", "event-types", "meters", "source-mappings", "plans", "accounts", "subscriptions"];

    private SampleCatalog(IReadOnlyList<CatalogFile> files)
    {
        Files = files;
        var parts = files.Select(file => FabricJson.Read<CatalogDocuments>(file.Content.Span)).ToList();
        Documents = CatalogDocuments.Union(parts);
    }

    /// <summary>The files, in the order in which they can be imported.</summary>
    public IReadOnlyList<CatalogFile> Files { get; }

    /// <summary>What they hold together.</summary>
    public CatalogDocuments Documents { get; }

    /// <summary>The catalog of files that hold documents.</summary>
    public static SampleCatalog Of(IReadOnlyList<CatalogFile> files) => new(files);

    /// <summary>Reads a folder of catalog files; the one beside the program when none is named.</summary>
    public static SampleCatalog Read(string? folder = null)
    {
        folder ??= Path.Combine(AppContext.BaseDirectory, "samples", "catalog");
        return new SampleCatalog([.. Directory.GetFiles(folder, "*.json")
            .OrderBy(path => Array.FindIndex(Order, kind => Path.GetFileName(path).StartsWith(kind, StringComparison.Ordinal)))
            .ThenBy(path => path, StringComparer.Ordinal)
            .Select(path => new CatalogFile(Path.GetFileName(path), File.ReadAllBytes(path)))]);
    }
}
