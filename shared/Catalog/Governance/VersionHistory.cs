using System.Text.Json;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Catalog;

/// <summary>The versions of governed documents: what the catalog has, and who answers for it.</summary>
public sealed class VersionHistory
{
    private readonly GovernanceTable table;
    private readonly CatalogReader catalog;

    /// <summary>Reads versions.</summary>
    public VersionHistory(ITableStore store, CatalogReader catalog) => (table, this.catalog) = (new GovernanceTable(store), catalog);

    /// <summary>The versions of a document, in order; empty when the catalog has none of that key.</summary>
    public async Task<IReadOnlyList<ConfigurationVersion>> ListAsync(GovernedKind kind, string key, CancellationToken cancellationToken = default) =>
        [.. (await ReadAsync(table, kind, key, await catalog.GetCurrentAsync(cancellationToken), cancellationToken)).Select(record => record.Version)];

    /// <summary>How a version differs from another one, or null when one of them does not exist or its content was not kept.</summary>
    public async Task<VersionDifference?> CompareAsync(GovernedKind kind, string key, int version, int against, CancellationToken cancellationToken = default)
    {
        var versions = await ReadAsync(table, kind, key, await catalog.GetCurrentAsync(cancellationToken), cancellationToken);
        var to = versions.FirstOrDefault(one => one.Version.Version == version);
        var from = versions.FirstOrDefault(one => one.Version.Version == against);
        return to?.Document is not { } after || (against != 0 && from?.Document is null)
            ? null
            : new VersionDifference(against, version, JsonDifference.Of(from?.Document ?? JsonSerializer.SerializeToElement(new { }), after));
    }

    /// <summary>The versions that the catalog really has, each with its content where that is kept.</summary>
    internal static async Task<IReadOnlyList<VersionRecord>> ReadAsync(
        GovernanceTable table, GovernedKind kind, string key, CatalogSnapshot catalog, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var stored = kind.Of(catalog.Documents).Where(document => document.Key == key).ToList();
        var records = await table.VersionsAsync(kind.Name, key, cancellationToken);
        return kind.IsVersioned
            ? [.. stored.OrderBy(document => document.Version).Select(document => Match(document, records))]
            : Counted(stored.FirstOrDefault(), records);
    }

    private static VersionRecord Match(GovernedDocument document, List<VersionRecord> records)
    {
        var record = records.Find(one => one.Version.Version == document.Version && one.Version.Hash == document.Hash);
        return new VersionRecord(record?.Version ?? Unrecorded(document, document.Version!.Value), Element(document));
    }

    // Each record but the last was followed by another one, which was written only when the catalog had the one before. The last counts
    // if it says what the catalog says.
    private static List<VersionRecord> Counted(GovernedDocument? current, List<VersionRecord> records)
    {
        if (current is null)
        {
            return [];
        }

        List<VersionRecord> counted = records is [.., var last] && last.Version.Hash != current.Hash ? records[..^1] : records;
        if (counted is not [{ Version.Version: 1 }, ..])
        {
            counted.Insert(0, new VersionRecord(Unrecorded(current, 1), counted.Count == 0 ? Element(current) : null));
        }

        return counted;
    }

    private static ConfigurationVersion Unrecorded(GovernedDocument document, int version) =>
        new(version, document.Kind.Name, document.Key, document.Hash, VersionOrigin.Unrecorded, EffectiveFrom: document.EffectiveFrom);

    private static JsonElement Element(GovernedDocument document) => FabricJson.Read<JsonElement>(document.Json.Span);
}
