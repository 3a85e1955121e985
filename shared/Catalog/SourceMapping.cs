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
    ImmutableArray<ExclusionRule> Exclude = default);

/// <summary>Where a field comes from: exactly one of path, constant and template.</summary>
/// <param name="Path">Dotted path in the payload, such as "usage.bytes".</param>
/// <param name="Constant">A fixed text.</param>
/// <param name="Template">Text with paths in braces, such as "{issuer}:{account}".</param>
/// <param name="As">What the text is read as.</param>
/// <param name="Conversion">Unit conversion of a number.</param>
public sealed record FieldRule(
    string? Path = null, string? Constant = null, string? Template = null, FieldType As = FieldType.Text, UnitConversion? Conversion = null);

/// <summary>What a mapped field is read as.</summary>
public enum FieldType
{
    /// <summary>Text; numbers and booleans are taken as they are written.</summary>
    Text,

    /// <summary>A decimal number, also when it is written as text.</summary>
    Number,

    /// <summary>An instant: RFC 3339, or "yyyy-MM-dd HH:mm:ss" taken as UTC.</summary>
    Time,

    /// <summary>An instant in seconds since 1970 UTC.</summary>
    UnixSeconds,

    /// <summary>An instant in milliseconds since 1970 UTC.</summary>
    UnixMilliseconds,
}

/// <summary>True when the payload has the path and, where <paramref name="EqualTo"/> is given, its text is that.</summary>
public sealed record FieldCondition(string Path, string? EqualTo = null);

/// <summary>Payloads that meet the condition are known and never billed; <paramref name="Rule"/> names why in the ingest ledger.</summary>
public sealed record ExclusionRule(string Rule, FieldCondition When);
