using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>A charge of an invoice that is tried out: a price with what it is applied to, or an amount.</summary>
public sealed record PreviewCharge
{
    /// <summary>Names the charge; each of a request has its own.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>The price.</summary>
    public Price? Price { get; init; }

    /// <summary>The amount, where there is no price; rounded like that of any line.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The quantity that the price is applied to.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Events that the price is applied to. An empty list is usage as well: none.</summary>
    public ImmutableArray<PreviewEvent>? Events { get; init; }

    /// <summary>How the events become a quantity.</summary>
    public PreviewAggregation Aggregation { get; init; }

    /// <summary>Windows that are rated one by one.</summary>
    public ImmutableArray<PreviewWindow> Windows { get; init; } = [];

    /// <summary>What was billed of the same period before.</summary>
    public PreviewPrior? Prior { get; init; }

    /// <summary>The part of a period that is covered; absent: that of the request.</summary>
    public PreviewCoverage? Coverage { get; init; }

    /// <summary>Whether nothing of the period follows; absent: as the request says.</summary>
    public bool? LastSlice { get; init; }

    /// <summary>The product sold: coupons and credits may be for single products.</summary>
    public string Product { get; init; } = "product";

    /// <summary>Product tax class.</summary>
    public string TaxClass { get; init; } = "standard";
}
