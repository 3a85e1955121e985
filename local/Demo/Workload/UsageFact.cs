using System.Collections.Immutable;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>One thing that a customer did, before it takes a shape on the wire. The oracle reads this, never what was sent.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Source">The producer.</param>
/// <param name="Id">Unique within the source.</param>
/// <param name="Subject">The alias of the account.</param>
/// <param name="Time">When it happened, in whole milliseconds.</param>
/// <param name="Data">The members of its data, by dotted path.</param>
internal sealed record UsageFact(string Type, string Source, string Id, string Subject, DateTimeOffset Time, ImmutableArray<FactField> Data)
{
    /// <summary>The field at the path.</summary>
    public FactField Field(string path) => Data.First(field => field.Path == path);
}

/// <summary>A member of a fact's data: a number, or text when <paramref name="Text"/> is given.</summary>
internal readonly record struct FactField(string Path, decimal Number, string? Text = null);
