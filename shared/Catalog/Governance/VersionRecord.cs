using System.Text.Json;

namespace RevenueFunctions.Catalog;

/// <summary>
/// Who answers for a version, written before the version itself. It counts once the catalog has the document: what a crash leaves in
/// between is written over by the next version of that number.
/// </summary>
/// <param name="Version">Who answers for which content.</param>
/// <param name="Document">The content, for kinds of which the catalog keeps the last version only.</param>
internal sealed record VersionRecord(ConfigurationVersion Version, JsonElement? Document = null);
