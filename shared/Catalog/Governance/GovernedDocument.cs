using System.Security.Cryptography;

namespace RevenueFunctions.Catalog;

/// <summary>A document of a governed kind, seen without its type.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Key">What stays the same over its versions.</param>
/// <param name="Version">The version it carries; null for a kind whose documents carry none and are counted as they are written.</param>
/// <param name="EffectiveFrom">The day from which it counts, where it says so itself.</param>
/// <param name="Json">Its content.</param>
internal sealed record GovernedDocument(GovernedKind Kind, string Key, int? Version, DateOnly? EffectiveFrom, ReadOnlyMemory<byte> Json)
{
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Json.Span));
}
