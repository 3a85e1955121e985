using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>
/// Prices usage, slowly and plainly: it shares no code with shared/Rating. Where it and the engine agree, two programs came to the same amount.
/// </summary>
internal static class OraclePrices
{
    /// <summary>The unrounded amount of a quantity over a whole period.</summary>
    public static decimal Of(Price price, decimal quantity) => Of(price, new OracleUsage(quantity));

    /// <summary>The unrounded amount of a usage.</summary>
    public static decimal Of(Price price, OracleUsage usage) => WithTerms(price, OracleModels.Of(price, usage), usage);

    /// <summary>What is left to bill of a usage of which a first part was billed before.</summary>
    /// <param name="price">The price.</param>
    /// <param name="all">The usage since the period began.</param>
    /// <param name="before">What of it was rated before.</param>
    /// <param name="billed">What was billed for that; null: what it rates to.</param>
    /// <param name="committed">At list price, how much counts towards the commitment already; null: what it comes to.</param>
    public static decimal Rest(Price price, OracleUsage all, OracleUsage before, decimal? billed, decimal? committed)
    {
        var more = price.Commitment is not null && !IsNothing(all) && committed is { } used ? used - OracleModels.Of(price, before) : 0m;
        var due = WithTerms(price, OracleModels.Of(price, all) + more, all);
        return billed is { } paid ? Round(due, all.Currency) - paid : due - WithTerms(price, OracleModels.Of(price, before) + more, before with { IsLast = false });
    }

    /// <summary>Rounds half away from zero to the currency's minor unit.</summary>
    public static decimal Round(decimal amount, string currency) =>
        decimal.Round(amount, Currencies.Decimals(currency), MidpointRounding.AwayFromZero);

    // Nothing of the period is covered, so nothing was committed for it.
    private static bool IsNothing(OracleUsage usage) => usage.Part is { } part && part.From >= part.To;

    private static decimal WithTerms(Price price, decimal amount, OracleUsage usage)
    {
        if (price is FlatPrice && usage.Part is { } part)
        {
            // A fee is that share of what it costs for a whole period, all its terms applied.
            var (delivered, all) = part.Share(price.Proration);
            return WithTerms(price, amount, usage with { Part = null }) * delivered / all;
        }

        if (price.Commitment is { } commitment && !IsNothing(usage))
        {
            var used = amount;
            var (covered, whole) = usage.Part?.Share(price.Proration) ?? (1m, 1m);
            var committed = covered == whole ? commitment.Amount : Round(commitment.Amount * covered / whole, usage.Currency);
            amount = used > committed ? committed + ((used - committed) * commitment.OverageFactor)
                : commitment.TrueUp && usage.IsLast ? committed
                : used;
        }

        amount -= amount * (price.DiscountPercent ?? 0m) / 100m;
        amount = price.Maximum is { } maximum ? Math.Min(amount, maximum) : amount;
        return price.Minimum is { } minimum && usage.IsLast ? AtLeast(minimum, price.Proration, amount, usage) : amount;
    }

    // The minimum of a whole period is compared as it is; the one of a part is a printed amount, and is compared with a printed amount.
    private static decimal AtLeast(decimal minimum, ProrationBasis basis, decimal amount, OracleUsage usage)
    {
        var (covered, whole) = usage.Part?.Share(basis) ?? (1m, 1m);
        if (covered == whole)
        {
            return Math.Max(minimum, amount);
        }

        var due = Round(minimum * covered / whole, usage.Currency);
        return Round(amount, usage.Currency) < due ? due : amount;
    }
}
