using RevenueFunctions.Catalog;

namespace RevenueFunctions.Posting;

/// <summary>Finds the rate between two currencies on a day. Pure.</summary>
public static class ExchangeRates
{
    private const int InverseDecimals = 12;

    /// <summary>
    /// The rate of the pair on the day; or else the inverse of the opposite pair's; null when there is neither. A currency in itself is worth one.
    /// </summary>
    public static ExchangeRate? Find(CatalogSnapshot catalog, string from, string to, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return from == to
            ? new ExchangeRate(from, to, date, 1m, "same currency")
            : catalog.RateAt(from, to, date)
            ?? (catalog.RateAt(to, from, date) is { } opposite
                ? new ExchangeRate(from, to, opposite.Date, Math.Round(1m / opposite.Rate, InverseDecimals, MidpointRounding.AwayFromZero), $"{opposite.Source} (inverse)")
                : null);
    }

    /// <summary>The amount in another currency, rounded to its minor unit.</summary>
    public static decimal Convert(decimal amount, decimal rate, string to) => Currencies.Round(new Money(amount * rate, to)).Amount;
}
