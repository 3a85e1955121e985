using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Functions.Http;

/// <summary>Entity tags of documents: a hash of their content, so that equal documents have equal tags on every machine.</summary>
public static class ETags
{
    /// <summary>The tag of a document.</summary>
    public static string Of<T>(T document) => $"\"{Convert.ToHexStringLower(SHA256.HashData(FabricJson.Bytes(document)).AsSpan(0, 12))}\"";

    /// <summary>
    /// True when the request's conditions allow to write over the stored document (null: there is none). If-Match names the tag that was
    /// read, or * for any; If-None-Match: * asks for the document to be new. Without a condition the write is allowed.
    /// </summary>
    public static bool Allow<T>(IHeaderDictionary headers, T? stored)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (headers.IfNoneMatch.Contains("*") && stored is not null)
        {
            return false;
        }

        return headers.IfMatch.Count == 0 || (stored is not null && headers.IfMatch.SelectMany(value => value?.Split(',') ?? []).Select(tag => tag.Trim()).Any(tag => tag == "*" || tag == Of(stored)));
    }
}
