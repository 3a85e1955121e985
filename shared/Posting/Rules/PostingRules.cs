using System.Collections.Immutable;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Posting;

/// <summary>Which accounts of a legal entity's chart its documents are booked on. Declarative: version 0 is part of the entity's catalog document, later ones are dated.</summary>
/// <param name="Receivable">Debited with what an invoice leaves to pay.</param>
/// <param name="Revenue">Credited with the lines of products that <paramref name="RevenueByProduct"/> does not name.</param>
/// <param name="TaxPayable">Credited with the tax that <see cref="TaxPayableBy"/> does not name.</param>
/// <param name="RoundingDifference">Takes what rounding leaves between lines, taxes and total, and between currencies, so that no cent is hidden.</param>
/// <param name="RevenueByProduct">Revenue account of each product that has its own.</param>
/// <param name="Chart">Accounts of the entity's chart beside those with a role, which always belong to it under a standard name.</param>
public sealed record PostingRules(
    string Receivable = "1200",
    string Revenue = "4000",
    string TaxPayable = "2200",
    string RoundingDifference = "9990",
    ImmutableSortedDictionary<string, string>? RevenueByProduct = null,
    ImmutableArray<ChartAccount> Chart = default)
{
    /// <summary>The rules of an entity that names none.</summary>
    public static PostingRules Standard { get; } = new();

    /// <summary>Credited with fees charged before their service is delivered, until it is.</summary>
    public string DeferredRevenue { get; init; } = "2400";

    /// <summary>Deferred revenue account of each product that has its own.</summary>
    public ImmutableSortedDictionary<string, string>? DeferredRevenueByProduct { get; init; }

    /// <summary>Tax accounts by "{jurisdiction}:{tax class}", "{jurisdiction}" or ":{tax class}"; the most specific one counts.</summary>
    public ImmutableSortedDictionary<string, string>? TaxPayableBy { get; init; }

    /// <summary>Whether coupons reduce revenue or are booked against it.</summary>
    public DiscountBooking DiscountBooking { get; init; }

    /// <summary>Debited with what coupons take off, when that is booked against revenue.</summary>
    public string Discounts { get; init; } = "4900";

    /// <summary>What customers paid in advance and have not used up: debited with what an invoice draws from it.</summary>
    public string PrepaidCredits { get; init; } = "2500";

    /// <summary>Debited with payments.</summary>
    public string Bank { get; init; } = "1000";

    /// <summary>Debited with revenue earned and not invoiced at the end of an accounting period.</summary>
    public string AccruedRevenue { get; init; } = "1300";

    /// <summary>Credited when a payment is worth more than the receivable was booked at.</summary>
    public string ExchangeGain { get; init; } = "4950";

    /// <summary>Debited when a payment is worth less than the receivable was booked at.</summary>
    public string ExchangeLoss { get; init; } = "6950";

    /// <summary>Debited with receivables that are given up.</summary>
    public string WriteOff { get; init; } = "6900";

    /// <summary>Dimensions of revenue lines: fixed texts, or "$product", "$jurisdiction", "$account", "$legalEntity" for what the document says.</summary>
    public ImmutableSortedDictionary<string, string>? Dimensions { get; init; }

    /// <summary>How revenue lines are split over the values of a dimension.</summary>
    public ImmutableArray<AllocationRule> Allocations { get; init; } = [];

    /// <summary>The account that a product's revenue is booked on.</summary>
    public string RevenueOf(string product) => RevenueByProduct?.GetValueOrDefault(product) ?? Revenue;

    /// <summary>The account that a product's deferred revenue is booked on.</summary>
    public string DeferredRevenueOf(string product) => DeferredRevenueByProduct?.GetValueOrDefault(product) ?? DeferredRevenue;

    /// <summary>The account that a tax is booked on.</summary>
    public string TaxPayableOf(string? jurisdiction, string taxClass) =>
        TaxPayableBy?.GetValueOrDefault($"{jurisdiction}:{taxClass}")
        ?? TaxPayableBy?.GetValueOrDefault(jurisdiction ?? string.Empty)
        ?? TaxPayableBy?.GetValueOrDefault($":{taxClass}")
        ?? TaxPayable;

    /// <summary>How a product's revenue lines are split, or null when they are not.</summary>
    public AllocationRule? AllocationOf(string product) =>
        Allocations.IsDefault ? null : Allocations.FirstOrDefault(rule => rule.Product == product) ?? Allocations.FirstOrDefault(rule => rule.Product is null);

    /// <summary>The entity's chart of accounts, in order of the codes.</summary>
    public ImmutableArray<ChartAccount> ChartOfAccounts() => PostingRulesChart.Of(this);

    /// <summary>What is wrong with the rules; <paramref name="path"/> is where they stand in the catalog document.</summary>
    public IEnumerable<ValidationIssue> Validate(string path) => PostingRulesCheck.Of(this, path);
}
