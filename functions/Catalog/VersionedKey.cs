using System.Globalization;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>The identity of a version, sorting by key and then by number.</summary>
internal static class VersionedKey
{
    public static string Of(string key, int version) => string.Create(CultureInfo.InvariantCulture, $"{key}:{version:D6}");
}
