namespace RevenueFunctions.Catalog;

/// <summary>Spreads keys over shards, the same on every machine and in every version: moving a key would lose its row.</summary>
internal static class CatalogShard
{
    public static int Of(string key, int shards)
    {
        var hash = 2166136261u;
        foreach (var character in key)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return (int)(hash % (uint)shards);
    }
}
