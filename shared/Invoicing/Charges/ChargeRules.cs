using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Invoicing;

/// <summary>What a one-off charge must fulfil.</summary>
public static class ChargeRules
{
    private const decimal Most = 1_000_000_000_000m;

    /// <summary>What is wrong with a charge; empty when it may be recorded.</summary>
    public static ImmutableArray<ValidationIssue> Check(AccountCharge charge, string currency)
    {
        ArgumentNullException.ThrowIfNull(charge);
        var issues = new CatalogIssues();
        issues.Id("charge", charge.Id);
        issues.Text("product", charge.Product, 100);
        issues.Text("name", charge.Name);
        issues.Text("taxClass", charge.TaxClass, 50);
        issues.Require(charge.Amount > 0 && charge.Amount <= Most, "amount", "out-of-range", "The amount is not above zero.", $"Send an amount above zero, up to {Most:N0}; a credit note takes money back.");
        issues.Require(Currencies.Round(new Money(charge.Amount, currency)).Amount == charge.Amount, "amount", "not-whole", $"{currency} has {Currencies.Decimals(currency)} decimals.",
            "Send whole minor units: nothing rounds what is agreed.");
        issues.Require(charge.ServiceDate.Year is >= 1970 and < 9000, "serviceDate", "out-of-range", "The day is out of range.", "Send a day from 1970 on.");
        return issues.All;
    }
}
