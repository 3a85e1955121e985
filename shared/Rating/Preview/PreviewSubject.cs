using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>A price and what it is applied to, wherever in a request it stands.</summary>
/// <param name="Path">Where it stands; empty for the request itself.</param>
/// <param name="Price">The price.</param>
/// <param name="Currency">Currency of the amounts, known.</param>
internal sealed record PreviewSubject(string Path, Price Price, string Currency)
{
    public ImmutableArray<decimal> Quantities { get; init; } = [];

    public ImmutableArray<PreviewEvent> Events { get; init; } = [];

    /// <summary>Whether events were sent, be it none.</summary>
    public bool HasEvents { get; init; }

    public PreviewAggregation Aggregation { get; init; }

    public ImmutableArray<PreviewWindow> Windows { get; init; } = [];

    public PreviewPrior? Prior { get; init; }

    public PreviewCoverage? Coverage { get; init; }

    public bool LastSlice { get; init; } = true;

    /// <summary>The path of a member.</summary>
    public string Of(string member) => Path.Length == 0 ? member : $"{Path}.{member}";
}
