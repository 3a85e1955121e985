using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Invoicing;

/// <summary>What a grant must fulfil.</summary>
public static class CreditGrantRules
{
    private const decimal MostAmount = 1_000_000_000_000m;
    private const int MostProducts = 100;

    /// <summary>What is wrong with the grant; empty when nothing is.</summary>
    public static ImmutableArray<ValidationIssue> Check(CreditGrant grant, CatalogSnapshot catalog, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(catalog);
        var issues = new CatalogIssues();
        issues.Id("id", grant.Id);
        issues.Text("name", grant.Name);
        if (grant.Note is not null)
        {
            issues.Text("note", grant.Note, 500);
        }

        if (issues.Currency("currency", grant.Currency))
        {
            issues.Require(grant.Amount is > 0 and <= MostAmount, "amount", "out-of-range", "The amount is out of range.", "Send an amount above zero.");
            issues.Payable("amount", grant.Amount, grant.Currency);
        }

        issues.Range("priority", grant.Priority, 0, 1_000_000);
        issues.Require(grant.ExpiresAt is not { } expiry || (expiry.Year < 9000 && expiry > now.AddYears(-10)), "expiresAt", "out-of-range", "The expiry is out of range.", "Send an instant of this age, or leave 'expiresAt' out.");
        issues.Require(grant.Products.Length <= MostProducts, "products", "too-many", $"The grant names {grant.Products.Length} products.", $"Send at most {MostProducts}.");
        for (var at = 0; at < Math.Min(grant.Products.Length, MostProducts); at++)
        {
            var product = grant.Products[at];
            issues.Require(product is not null && catalog.Sells(product), $"products[{at}]", "unknown-product",
                $"No plan sells '{CatalogIssues.Shown(product ?? string.Empty)}'.", "Name the product of a rate card, or leave 'products' out.");
        }

        return issues.All;
    }
}
