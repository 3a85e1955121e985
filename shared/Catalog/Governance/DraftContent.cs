using System.Text.Json;

namespace RevenueFunctions.Catalog;

/// <summary>What the author of a draft decides.</summary>
/// <param name="Document">The document; its key and its version may be left out.</param>
/// <param name="Reason">Why, in a person's words.</param>
public sealed record DraftContent(JsonElement Document, string Reason);
