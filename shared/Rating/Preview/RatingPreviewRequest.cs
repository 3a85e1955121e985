using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Rating;

/// <summary>A price to try out: either <see cref="Price"/> with quantities, events or windows; a plan with usage; or the charges of a whole invoice.</summary>
public sealed record RatingPreviewRequest
{
    /// <summary>Currency that a price's amounts are in (ISO 4217); a plan has its own.</summary>
    public string? Currency { get; init; }

    /// <summary>The price.</summary>
    public Price? Price { get; init; }

    /// <summary>The quantities that the price is applied to, one result for each. For a flat price how many are charged; absent: one.</summary>
    public ImmutableArray<decimal> Quantities { get; init; } = [];

    /// <summary>Events that the price is applied to: one by one where the price must see them, otherwise aggregated. An empty list is usage as well: none.</summary>
    public ImmutableArray<PreviewEvent>? Events { get; init; }

    /// <summary>How the events become a quantity.</summary>
    public PreviewAggregation Aggregation { get; init; }

    /// <summary>Windows that are rated one by one; their sum is the result.</summary>
    public ImmutableArray<PreviewWindow> Windows { get; init; } = [];

    /// <summary>What was billed of the same period before.</summary>
    public PreviewPrior? Prior { get; init; }

    /// <summary>The part of a period that is covered; absent: the whole period.</summary>
    public PreviewCoverage? Coverage { get; init; }

    /// <summary>Whether nothing of the period follows; false: no minimum and no commitment is trued up yet.</summary>
    public bool LastSlice { get; init; } = true;

    /// <summary>The plan.</summary>
    public PreviewPlan? Plan { get; init; }

    /// <summary>The usage that the plan is applied to.</summary>
    public ImmutableArray<PreviewUsage> Usage { get; init; } = [];

    /// <summary>The charges of an invoice.</summary>
    public ImmutableArray<PreviewCharge> Charges { get; init; } = [];

    /// <summary>What the account is invoiced at least.</summary>
    public PreviewMinimumSpend? MinimumSpend { get; init; }

    /// <summary>Coupons, in the order in which they apply.</summary>
    public ImmutableArray<PreviewCoupon> Coupons { get; init; } = [];

    /// <summary>Taxes; absent: none.</summary>
    public PreviewTaxes? Taxes { get; init; }

    /// <summary>Prepaid credits.</summary>
    public ImmutableArray<PreviewCredit> Credits { get; init; } = [];

    /// <summary>Credit notes on the invoice, one after the other.</summary>
    public ImmutableArray<PreviewCreditNote> CreditNotes { get; init; } = [];
}
