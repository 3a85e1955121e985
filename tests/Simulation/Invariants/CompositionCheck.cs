using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Rating;
using RevenueFunctions.Tests.Simulation.Oracle;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>
/// What became of an invoice's charges on their way to the total, against the oracle. The order of the lines is the invoice's: it says who gets
/// the cent where two charges are alike, and nothing else.
/// </summary>
internal static class CompositionCheck
{
    /// <summary>How the invoice differs from what the oracle makes of its charges, or null.</summary>
    public static string? Difference(CatalogDocuments catalog, Account account, OraclePeriod period, OracleInvoice expected, InvoiceEvidence actual)
    {
        var oracle = new CompositionOracle(catalog, account, period, expected.Currency);
        var trueUp = actual.Lines.Where(line => line.Kind == LineKind.MinimumSpend).Select(line => line.Amount).ToList();
        var counted = actual.Lines.Where(line => line.Kind is not (LineKind.MinimumSpend or LineKind.Correction or LineKind.LateUsage)).Sum(line => line.Amount);
        if (!trueUp.SequenceEqual(oracle.TrueUp(counted) is { } lacking ? [lacking] : []))
        {
            return $"expected a true-up of {oracle.TrueUp(counted)} to the minimum spend, found {string.Join(", ", trueUp)}";
        }

        var charges = actual.Lines.Select(line => new OracleCharge(line.Amount, line.Product, line.TaxClass, line.ServiceFrom, line.ServiceTo)).ToList();
        var coupons = oracle.Coupons(charges);
        var discounts = charges.Select((_, at) => coupons.Sum(coupon => coupon.Shares[at])).ToList();
        if (!discounts.SequenceEqual(actual.Lines.Select(line => line.Discount)) || !coupons.Select(coupon => (coupon.Coupon, coupon.Shares.Sum())).SequenceEqual(actual.Invoice.Coupons.Select(one => (one.Key, one.Amount))))
        {
            return $"expected discounts {string.Join(", ", discounts)} by {string.Join(", ", coupons.Select(coupon => $"{coupon.Coupon} {coupon.Shares.Sum()}"))}, "
                + $"found {string.Join(", ", actual.Lines.Select(line => line.Discount))} by {string.Join(", ", actual.Invoice.Coupons)}";
        }

        var obstacles = new List<string>();
        var taxes = oracle.Taxes([.. charges.Zip(discounts, (charge, discount) => charge with { Amount = charge.Amount - discount })], obstacles);
        var found = actual.Invoice.Taxes.ToDictionary(tax => $"{tax.TaxClass}: {tax.Name}", tax => tax.Amount, StringComparer.Ordinal);
        var (subtotal, tax) = (charges.Sum(charge => charge.Amount) - discounts.Sum(), taxes.Values.Sum());
        return obstacles.Count > 0 ? $"it was issued, but {obstacles[0]}"
            : !taxes.OrderBy(one => one.Key, StringComparer.Ordinal).SequenceEqual(found.OrderBy(one => one.Key, StringComparer.Ordinal)) ? $"expected taxes {string.Join(", ", taxes)}, found {string.Join(", ", found)}"
            : (expected.Currency, subtotal, tax, subtotal + tax) != (actual.Invoice.Currency, actual.Invoice.Subtotal, actual.Invoice.TaxTotal, actual.Invoice.Total)
                ? $"expected {subtotal} + {tax} = {subtotal + tax} {expected.Currency}, found {actual.Invoice.Subtotal} + {actual.Invoice.TaxTotal} = {actual.Invoice.Total} {actual.Invoice.Currency}"
            : null;
    }
}
