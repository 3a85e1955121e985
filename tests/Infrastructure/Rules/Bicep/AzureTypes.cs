using Azure.Bicep.Types;
using Azure.Bicep.Types.Az;
using Azure.Bicep.Types.Concrete;
using Azure.Bicep.Types.Index;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>Microsoft's library of the types of all Azure resources, the one that the Bicep compiler itself asks.</summary>
public static class AzureTypes
{
    private static readonly AzTypeLoader Loader = new();
    private static readonly Lock Turn = new();
    private static readonly Dictionary<string, ResourceType?> Loaded = new(StringComparer.OrdinalIgnoreCase);
    private static readonly Lazy<Dictionary<string, CrossFileTypeReference>> Index =
        new(() => new(Loader.LoadTypeIndex().Resources, StringComparer.OrdinalIgnoreCase));

    /// <summary>A type in a version of its API; null when there is no such.</summary>
    public static ResourceType? Find(string type, string version)
    {
        lock (Turn)
        {
            var key = $"{type}@{version}";
            if (!Loaded.TryGetValue(key, out var found))
            {
                found = Index.Value.TryGetValue(key, out var reference) ? Loader.LoadResourceType(reference) : null;
                Loaded[key] = found;
            }

            return found;
        }
    }
}
