using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>Says what becomes of an account's charges on their way to the total: minimum spend, coupons, taxes. It shares no code with shared/Invoicing.</summary>
internal sealed class CompositionOracle(CatalogDocuments catalog, Account account, OraclePeriod period, string currency)
{
    private readonly decimal cent = 1m / (decimal)Math.Pow(10, Currencies.Decimals(currency));

    /// <summary>What the charges lack to the account's minimum spend, or null.</summary>
    public decimal? TrueUp(decimal charged)
    {
        var contracts = catalog.Subscriptions.Where(one => one.AccountId == account.Id && one.From < period.End && (one.To ?? DateTimeOffset.MaxValue) > period.Start).ToList();
        if (account.MinimumSpend is not { } minimum || contracts.Count == 0)
        {
            return null;
        }

        var from = contracts.Min(one => one.From > period.Start ? one.From : period.Start);
        var to = contracts.Max(one => one.To < period.End ? one.To.Value : period.End);
        var (covered, whole) = new OraclePart(account.TimeZone, period.Start, period.End, from, to).Share(minimum.Proration);
        var lacking = OraclePrices.Round(minimum.Amount * covered / whole, currency) - charged;
        return from < to && lacking > 0 ? lacking : null;
    }

    /// <summary>What each coupon that takes anything off takes off which charge.</summary>
    public IReadOnlyList<(string Coupon, IReadOnlyList<decimal> Shares)> Coupons(IReadOnlyList<OracleCharge> charges)
    {
        var left = charges.Select(charge => charge.Amount).ToList();
        var taken = new List<(string, IReadOnlyList<decimal>)>();
        foreach (var coupon in account.Coupons.Select(key => catalog.Coupons.Single(coupon => coupon.Key == key)))
        {
            var subject = charges.Select((charge, at) => coupon.Products.IsEmpty || coupon.Products.Contains(charge.Product) ? left[at] : 0m).ToList();
            var off = coupon.Percent is { } percent ? OraclePrices.Round(subject.Sum() * percent / 100m, currency) : Math.Min(coupon.Amount!.Value, subject.Sum());
            if (off > 0)
            {
                var shares = Divide(off, [.. subject.Select(amount => Math.Max(amount, 0m))]);
                left = [.. left.Zip(shares, (amount, share) => amount - share)];
                taken.Add((coupon.Key, shares));
            }
        }

        return taken;
    }

    /// <summary>Tax by class and name, on charges without their discounts; an obstacle where a rate is missing.</summary>
    public IReadOnlyDictionary<string, decimal> Taxes(IReadOnlyList<OracleCharge> charges, List<string> obstacles)
    {
        var exact = new Dictionary<(string Class, string Name), List<decimal>>();
        TaxTable? latest = null;
        foreach (var charge in charges)
        {
            var at = TaxPoint(charge);
            var table = catalog.TaxTables.Where(one => one.Jurisdiction == account.Jurisdiction && (one.EffectiveFrom is null || one.EffectiveFrom <= at)).MaxBy(one => one.Version);
            latest = table?.Version > (latest?.Version ?? 0) ? table : latest;
            var rates = account.Tax is { Exemption: { } exemption } && exemption.Covers(at) ? [new TaxRate(charge.TaxClass, "Exempt", 0m)]
                : account.Tax is { ReverseCharge: true } ? [new TaxRate(charge.TaxClass, "Reverse charge", 0m)]
                : table?.Rates.Where(rate => rate.TaxClass == charge.TaxClass).ToList() ?? [];
            if (rates.Count == 0)
            {
                obstacles.Add($"{account.Jurisdiction} has no tax rate for {charge.TaxClass}");
            }

            foreach (var rate in rates)
            {
                if (!exact.TryGetValue((charge.TaxClass, rate.Name), out var ofRate))
                {
                    exact.Add((charge.TaxClass, rate.Name), ofRate = []);
                }

                ofRate.Add(charge.Amount * rate.Rate);
            }
        }

        return Rounded([.. exact.OrderBy(one => one.Key.Class, StringComparer.Ordinal).Select(one => ($"{one.Key.Class}: {one.Key.Name}", one.Value))], latest?.Rounding ?? TaxRounding.Line);
    }

    private Dictionary<string, decimal> Rounded(List<(string Row, List<decimal> Exact)> rows, TaxRounding scope)
    {
        var taxes = rows.Select(row => scope == TaxRounding.Line ? row.Exact.Sum(tax => OraclePrices.Round(tax, currency)) : OraclePrices.Round(row.Exact.Sum(), currency)).ToList();

        // Where the exact sum is rounded once, the row that its own rounding moved most bears the difference.
        while (scope == TaxRounding.Total && OraclePrices.Round(rows.Sum(row => row.Exact.Sum()), currency) - taxes.Sum() is var missing and not 0m)
        {
            var most = Enumerable.Range(0, rows.Count).MaxBy(at => (rows[at].Exact.Sum() - taxes[at]) * Math.Sign(missing));
            taxes[most] += Math.Sign(missing) * cent;
        }

        return rows.Zip(taxes).ToDictionary(row => row.First.Row, row => row.Second, StringComparer.Ordinal);
    }

    // Cuts each share to whole cents and gives the cents that are left, one by one, to whoever lost most.
    private List<decimal> Divide(decimal amount, List<decimal> weights)
    {
        var exact = weights.Select(weight => amount * weight / weights.Sum()).ToList();
        var parts = exact.Select(share => decimal.Truncate(share / cent) * cent).ToList();
        while (parts.Sum() < amount)
        {
            // What is alike but for the last digits of a quotient is alike: the first of them gets the cent.
            var most = Enumerable.Range(0, parts.Count).Where(at => weights[at] > 0).MaxBy(at => decimal.Round((exact[at] - parts[at]) / cent, 10));
            parts[most] += cent;
        }

        return parts;
    }

    // The last instant of the service, within the period that is invoiced.
    private DateTimeOffset TaxPoint(OracleCharge charge)
    {
        var end = charge.To < period.End ? charge.To : period.End;
        return end > charge.From || end == period.End ? end.AddTicks(-1) : end;
    }
}

/// <summary>A charge as coupons and taxes see it.</summary>
internal sealed record OracleCharge(decimal Amount, string Product, string TaxClass, DateTimeOffset From, DateTimeOffset To);
