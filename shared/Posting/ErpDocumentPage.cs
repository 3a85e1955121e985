using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>A page of documents; <see cref="Next"/> is null on the last one.</summary>
public sealed record ErpDocumentPage(ImmutableArray<ErpDocument> Documents, string? Next);
