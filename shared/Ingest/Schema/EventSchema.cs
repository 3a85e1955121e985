using System.Collections.Immutable;
using System.Text.Json;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Ingest;

/// <summary>The schema of an event type's data, compiled from the supported subset of JSON Schema 2020-12.</summary>
public sealed class EventSchema
{
    /// <summary>Compiles a schema, or answers null and the issues: a keyword outside the subset is refused, never ignored.</summary>
    public static EventSchema? Compile(JsonElement schema, out ImmutableArray<ValidationIssue> issues) => throw new NotSupportedException();
}
