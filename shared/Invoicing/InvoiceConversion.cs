using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Invoicing;

/// <summary>Converts lines whose price is in another currency than the invoice, at the rate of one day, which the line shows.</summary>
internal static class InvoiceConversion
{
    /// <summary>The lines in the invoice's currency, or the currency for which there is no rate.</summary>
    public static (ImmutableArray<InvoiceLine> Lines, string? Missing) Convert(CatalogSnapshot catalog, string currency, DateOnly date, ImmutableArray<InvoiceLine> lines)
    {
        var converted = lines.ToBuilder();
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (!catalog.Plans.TryGetValue((line.Derivation.PlanKey, line.Derivation.PlanVersion), out var plan) || plan.Currency == currency)
            {
                continue;
            }

            if (ExchangeRates.Find(catalog, plan.Currency, currency, date) is not { } rate)
            {
                return (lines, plan.Currency);
            }

            // The rounded amount is converted, not the exact one: what the line shows can be multiplied by hand.
            converted[at] = line with
            {
                Amount = Currencies.Round(new Money(line.Amount * rate.Rate, currency)).Amount,
                Conversion = new LineConversion(plan.Currency, line.Amount, rate.Rate, rate.Date, rate.Source),
            };
        }

        return (converted.ToImmutable(), null);
    }
}
