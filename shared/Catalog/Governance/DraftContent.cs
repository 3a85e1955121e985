using System.Text.Json;

namespace RevenueFunctions.Catalog;

/// <summary>What the author of a draft decides.</summary>
/// <param name="Document">The document; its key and its version may be left out.</param>
/// <param name="Reason">Why, in a person's words.</param>
/// <param name="EffectiveFrom">The day from which the version counts; absent: from its approval on.</param>
public sealed record DraftContent(JsonElement Document, string Reason, DateOnly? EffectiveFrom = null);
