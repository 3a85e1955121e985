using System.Text.Json;
using RevenueFunctions.Tests.Hostile.Mutation;

namespace RevenueFunctions.Tests.Hostile.Surface;

/// <summary>The sample catalog with few accounts: what the host is seeded with, and what valid bodies are made from.</summary>
internal sealed class SeedCatalog
{
    private const int AccountsOfAFile = 2;

    /// <summary>Few months: each billing period that has ended is a saga for whoever closes all that is due.</summary>
    private const string InForceFrom = "2026-06-01T00:00:00Z";

    private SeedCatalog(JsonTree.Object documents) => Documents = documents;

    /// <summary>All of it, as an import takes it.</summary>
    public JsonTree.Object Documents { get; }

    /// <summary>Reads samples/catalog.</summary>
    public static SeedCatalog Read()
    {
        var documents = new Dictionary<string, List<JsonTree>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Repository.Path("samples", "catalog"), "*.json").Order(StringComparer.Ordinal))
        {
            foreach (var kind in ((JsonTree.Object)JsonTree.Parse(File.ReadAllText(file))).Members)
            {
                if (!documents.TryGetValue(kind.Plain, out var all))
                {
                    documents[kind.Plain] = all = [];
                }

                var items = ((JsonTree.Array)kind.Value).Items;
                all.AddRange(kind.Plain == "accounts" ? items.Take(AccountsOfAFile) : items);
            }
        }

        var accounts = documents["accounts"].Select(account => ((JsonTree.Object)account)["id"]!.ToString()).ToHashSet(StringComparer.Ordinal);
        documents["subscriptions"] = [.. documents["subscriptions"].Cast<JsonTree.Object>()
            .Where(subscription => accounts.Contains(subscription["accountId"]!.ToString()))
            .Select(subscription => subscription.With("from", JsonTree.Text(InForceFrom)))];
        return new SeedCatalog(new JsonTree.Object([.. documents.Select(kind => new JsonTree.Member($"\"{kind.Key}\"", new JsonTree.Array(kind.Value)))]));
    }

    /// <summary>The documents of a kind.</summary>
    public IReadOnlyList<JsonTree.Object> All(string kind) => [.. ((JsonTree.Array)Documents[kind]!).Items.Cast<JsonTree.Object>()];

    /// <summary>The documents by the name that their schema has in the OpenAPI document.</summary>
    public Dictionary<string, IReadOnlyList<JsonTree>> BySchema(JsonElement openApi)
    {
        var found = new Dictionary<string, IReadOnlyList<JsonTree>>(StringComparer.Ordinal);
        foreach (var property in openApi.GetProperty("components").GetProperty("schemas").GetProperty("CatalogDocuments").GetProperty("properties").EnumerateObject())
        {
            if (Documents[property.Name] is JsonTree.Array documents && property.Value.TryGetProperty("items", out var items) && items.TryGetProperty("$ref", out var reference))
            {
                found[reference.GetString()!.Split('/')[^1]] = documents.Items;
            }
        }

        return found;
    }
}
