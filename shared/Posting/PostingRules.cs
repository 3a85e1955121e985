using System.Collections.Immutable;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Posting;

/// <summary>Which accounts of a legal entity's chart an invoice is booked on. Declarative, part of the entity's catalog document.</summary>
/// <param name="Receivable">Debited with the invoice's total.</param>
/// <param name="Revenue">Credited with the lines of products that <paramref name="RevenueByProduct"/> does not name.</param>
/// <param name="TaxPayable">Credited with the tax.</param>
/// <param name="RoundingDifference">Takes what rounding leaves between lines, taxes and total, so that no cent is hidden.</param>
/// <param name="RevenueByProduct">Revenue account of each product that has its own.</param>
/// <param name="Chart">Accounts of the entity's chart beside the four named above, which always belong to it under a standard name.</param>
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

    /// <summary>The entity's chart of accounts, in order of the codes.</summary>
    public ImmutableArray<ChartAccount> ChartOfAccounts()
    {
        var chart = new SortedDictionary<string, ChartAccount>(StringComparer.Ordinal)
        {
            [Receivable] = new(Receivable, "Accounts receivable"),
            [Revenue] = new(Revenue, "Revenue"),
            [TaxPayable] = new(TaxPayable, "Tax payable"),
            [RoundingDifference] = new(RoundingDifference, "Rounding difference"),
        };
        foreach (var account in Chart.IsDefault ? [] : Chart)
        {
            chart[account.Code] = account;
        }

        return [.. chart.Values];
    }

    /// <summary>The account that a product's revenue is booked on.</summary>
    public string RevenueOf(string product) => RevenueByProduct?.GetValueOrDefault(product) ?? Revenue;

    /// <summary>What is wrong with the rules; <paramref name="path"/> is where they stand in the catalog document.</summary>
    public IEnumerable<ValidationIssue> Validate(string path)
    {
        foreach (var (name, code) in new[] { ("receivable", Receivable), ("revenue", Revenue), ("taxPayable", TaxPayable), ("roundingDifference", RoundingDifference) })
        {
            if (string.IsNullOrWhiteSpace(code))
            {
                yield return new ValidationIssue($"{path}.{name}", "empty", "The account is empty.", "Name an account, such as \"1200\", or leave the field out.");
            }
        }

        var named = ChartOfAccounts().Select(account => account.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var (product, code) in RevenueByProduct ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            if (!named.Contains(code))
            {
                yield return new ValidationIssue(
                    $"{path}.revenueByProduct.{product}", "unknown-account", $"Account '{code}' is not in the chart.", "Add it to the chart or name another account.");
            }
        }
    }
}
