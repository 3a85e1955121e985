using System.Collections.Immutable;
using System.Text.Json;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Catalog;

/// <summary>Reads a catalog kept in files: each *.json of a folder is a set of documents, and the folder is their union.</summary>
public static class CatalogFiles
{
    /// <summary>The documents of all files in order of their names, or the issues, each path beginning with the file's name.</summary>
    public static (CatalogDocuments Documents, ImmutableArray<ValidationIssue> Issues) Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var sets = new List<CatalogDocuments>();
        var issues = ImmutableArray.CreateBuilder<ValidationIssue>();
        if (!Directory.Exists(folder))
        {
            issues.Add(new ValidationIssue(folder, "no-such-folder", $"There is no folder '{folder}'.", "Name a folder with catalog files, such as samples/catalog."));
        }

        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToArray() : [])
        {
            try
            {
                sets.Add(FabricJson.Read<CatalogDocuments>(File.ReadAllBytes(file)));
            }
            catch (JsonException wrong)
            {
                issues.Add(In(file, JsonIssue.Of(wrong)));
            }
            catch (NotSupportedException wrong)
            {
                issues.Add(In(file, JsonIssue.Of(wrong)));
            }
        }

        return (CatalogDocuments.Union(sets), issues.ToImmutable());
    }

    private static ValidationIssue In(string file, ValidationIssue issue) => issue with { Path = $"{Path.GetFileName(file)}: {issue.Path}" };
}
