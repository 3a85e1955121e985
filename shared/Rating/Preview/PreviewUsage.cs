using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>Usage of a meter, with the values of its dimensions: a quantity, or events that the meter aggregates.</summary>
public sealed record PreviewUsage(
    string Meter, decimal Quantity = 0m, ImmutableSortedDictionary<string, string>? Group = null, ImmutableArray<PreviewEvent> Events = default)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<PreviewEvent> Events { get; init; } = Events.IsDefault ? [] : Events;
}
