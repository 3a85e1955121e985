using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>Computes the tax of an invoice's lines from the table of the account's jurisdiction. Pure.</summary>
public static class TaxEngine
{
    /// <summary>The tax of the lines, or why there is none: a line whose tax is unknown must never go out untaxed.</summary>
    public static TaxOutcome Compute(CatalogSnapshot catalog, Account account, string currency, ImmutableArray<InvoiceLine> lines)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(account);
        if (lines.IsEmpty)
        {
            return new TaxOutcome.Taxed([]);
        }

        if (catalog.TaxTableAt(account.Jurisdiction, lines.Max(line => line.ServiceTo)) is not { } table)
        {
            return new TaxOutcome.UnknownJurisdiction(account.Jurisdiction);
        }

        var classes = lines.GroupBy(line => line.TaxClass, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var rates = table.Rates.ToDictionary(rate => rate.TaxClass, StringComparer.Ordinal);
        ImmutableArray<string> unknown = [.. classes.Select(group => group.Key).Where(taxClass => !rates.ContainsKey(taxClass))];
        return unknown.IsEmpty
            ? new TaxOutcome.Taxed([.. classes.Select(group => TaxOf(rates[group.Key], [.. group.Select(line => line.Amount)], currency, table.Rounding))])
            : new TaxOutcome.UnknownTaxClasses(account.Jurisdiction, unknown);
    }

    private static InvoiceTax TaxOf(TaxRate rate, ImmutableArray<decimal> amounts, string currency, TaxRounding rounding)
    {
        var taxBase = amounts.Sum();
        var tax = rounding switch
        {
            TaxRounding.Line => amounts.Sum(amount => Round(amount * rate.Rate)),
            TaxRounding.Total => Round(taxBase * rate.Rate),
            _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "Unknown rounding scope."),
        };
        return new InvoiceTax(rate.TaxClass, rate.Name, rate.Rate, taxBase, tax);

        decimal Round(decimal amount) => Currencies.Round(new Money(amount, currency)).Amount;
    }
}
