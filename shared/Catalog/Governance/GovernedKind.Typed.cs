using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Catalog;

/// <summary>A governed kind and the type of its documents.</summary>
internal sealed class GovernedKind<T>(
    string name, string what, Func<CatalogDocuments, ImmutableArray<T>> all, Func<T, CatalogDocuments> wrap, Func<T, string> keyOf) : GovernedKind(name, what)
    where T : class
{
    private const string VersionMember = "version";

    /// <summary>The version that a document carries; null for a kind whose documents carry none.</summary>
    public Func<T, int>? VersionOf { get; init; }

    /// <summary>The day from which a document counts; null for a kind whose documents do not say: a version counts from when it is stored.</summary>
    public Func<T, DateOnly?>? DateOf { get; init; }

    /// <summary>The member that holds the key.</summary>
    public string KeyMember { get; init; } = "key";

    internal override bool IsVersioned => VersionOf is not null;

    internal override IEnumerable<GovernedDocument> Of(CatalogDocuments documents) =>
        all(documents).Select(document => new GovernedDocument(this, keyOf(document), VersionOf?.Invoke(document), DateOf?.Invoke(document), FabricJson.Bytes(document)));

    internal override (CatalogDocuments? Documents, ValidationIssue? Issue) Read(JsonElement sent, string key, int version)
    {
        if (sent.ValueKind != JsonValueKind.Object)
        {
            return (null, new ValidationIssue("document", "wrong-type", "The document is no object.", $"Send the {What} as an object."));
        }

        var document = JsonObject.Create(sent)!;
        if (Fill(document, KeyMember, key, "key-mismatch", $"The route names '{CatalogIssues.Shown(key)}'.") is { } otherKey)
        {
            return (null, otherKey);
        }

        if (IsVersioned && Fill(document, VersionMember, version, "version-not-next", string.Create(CultureInfo.InvariantCulture, $"The draft becomes version {version}.")) is { } otherVersion)
        {
            return (null, otherVersion);
        }

        try
        {
            return (wrap(document.Deserialize<T>(FabricJson.Options)!), null);
        }
        catch (JsonException wrong)
        {
            return (null, InDocument(JsonIssue.Of(wrong)));
        }
        catch (NotSupportedException wrong)
        {
            return (null, InDocument(JsonIssue.Of(wrong)));
        }
    }

    internal override bool IsSame(CatalogDocuments wanted, JsonElement stored) =>
        JsonNode.DeepEquals(WithoutVersion(JsonSerializer.SerializeToElement(all(wanted)[0], FabricJson.Options)), WithoutVersion(stored));

    private static ValidationIssue? Fill<TValue>(JsonObject document, string member, TValue value, string code, string message)
    {
        var wanted = JsonSerializer.SerializeToNode(value, FabricJson.Options)!;
        if (document[member] is { } sent && !JsonNode.DeepEquals(sent, wanted))
        {
            return new ValidationIssue($"document.{member}", code, message, $"Leave '{member}' out of the document, or send {wanted.ToJsonString()}.");
        }

        document[member] = wanted;
        return null;
    }

    private static ValidationIssue InDocument(ValidationIssue issue) => issue with { Path = issue.Path == "$" ? "document" : $"document.{issue.Path}" };

    private static JsonObject WithoutVersion(JsonElement json)
    {
        var document = JsonObject.Create(json)!;
        document.Remove(VersionMember);
        return document;
    }
}
