using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>A declarative reading of one producer's JSON shape as a usage event. A version never changes once stored; the highest one is in force.</summary>
/// <param name="Key">Stable key; a hub event names it in the application property "mapping", or <paramref name="Match"/> recognises its shape.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Source">The event's source: the producer.</param>
/// <param name="Id">The event's id, unique within the source.</param>
/// <param name="Type">The event type.</param>
/// <param name="Time">When the usage happened.</param>
/// <param name="Subject">The alias of the account.</param>
/// <param name="Data">The members of the event's data.</param>
/// <param name="Match">Recognises payloads that name no mapping; absent: only named payloads are read by it.</param>
/// <param name="Exclude">Payloads that are known and never billed.</param>
public sealed record SourceMapping(
    string Key,
    int Version,
    FieldRule Source,
    FieldRule Id,
    FieldRule Type,
    FieldRule Time,
    FieldRule Subject,
    ImmutableSortedDictionary<string, FieldRule> Data,
    FieldCondition? Match = null,
    ImmutableArray<ExclusionRule> Exclude = default)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<ExclusionRule> Exclude { get; init; } = Exclude.IsDefault ? [] : Exclude;
}
