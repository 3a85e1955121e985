using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>The identity of a version, sorting by key and then by number.</summary>
internal static class VersionedKey
{
    public static string Of(string key, int version) => string.Create(CultureInfo.InvariantCulture, $"{key}:{version:D6}");

    /// <summary>True when the request lists the versions of this key, or of all.</summary>
    public static bool IsListed(HttpRequest request, string key) => request.Query["key"] is not [{ Length: > 0 } only] || key == only;
}
