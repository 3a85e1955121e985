using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>What a price or a plan makes of what was tried out.</summary>
/// <param name="Currency">Currency of the amounts.</param>
/// <param name="Results">One for each quantity; one for events, windows or a fee.</param>
/// <param name="Lines">The lines of a plan, as the first invoice of a contract over one period would have them.</param>
/// <param name="Total">Sum of the rounded amounts.</param>
/// <param name="Ratio">Share of the period that the coverage is, to nine decimals, by the price's proration; absent without a coverage.</param>
/// <param name="Invoice">The invoice, where charges or anything that makes an invoice of them was sent.</param>
public sealed record RatingPreviewResult(
    string Currency, ImmutableArray<PreviewedAmount> Results, ImmutableArray<RatedLine> Lines, decimal Total, decimal? Ratio = null,
    Invoicing.PreviewedInvoice? Invoice = null);
