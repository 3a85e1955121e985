using System.Text.Json;

namespace RevenueFunctions.Catalog;

/// <summary>A type of usage event that producers may send, and the JSON Schema of its data.</summary>
/// <param name="Type">The CloudEvents type, such as "com.acme.api.request".</param>
/// <param name="Schema">The supported subset of JSON Schema 2020-12 for the event's data; absent: any object.</param>
/// <param name="Excluded">A rule name when events of this type are known and never billed, such as "internal-test-traffic".</param>
public sealed record EventType(string Type, JsonElement? Schema = null, string? Excluded = null);
