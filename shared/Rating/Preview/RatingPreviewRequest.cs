using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>A price to try out: either <see cref="Price"/> with quantities or, for a fee, a coverage; or a plan with usage.</summary>
public sealed record RatingPreviewRequest
{
    /// <summary>Currency that a price's amounts are in (ISO 4217); a plan has its own.</summary>
    public string? Currency { get; init; }

    /// <summary>The price.</summary>
    public Price? Price { get; init; }

    /// <summary>The quantities that the price is applied to, one result for each.</summary>
    public ImmutableArray<decimal> Quantities { get; init; } = [];

    /// <summary>The part of a period that a flat price is prorated to; absent: the whole period.</summary>
    public PreviewCoverage? Coverage { get; init; }

    /// <summary>The plan.</summary>
    public PreviewPlan? Plan { get; init; }

    /// <summary>The usage that the plan is applied to.</summary>
    public ImmutableArray<PreviewUsage> Usage { get; init; } = [];
}
