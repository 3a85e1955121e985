using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>A side of a printed document: its name, and the lines below it.</summary>
public sealed record PrintedParty(string Name, ImmutableArray<string> Lines);
