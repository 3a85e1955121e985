using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>Says which fees an invoice must charge: of which periods, and which share of each.</summary>
internal static class FeeOracle
{
    /// <summary>The fees of a contract on the invoice of a period, unrounded.</summary>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset To, decimal Amount)> Of(
        Account account, string currency, OraclePeriod period, Subscription subscription, FlatPrice fee)
    {
        // A contract that begins later has no part in this invoice, neither in arrears nor in advance.
        if (subscription.From >= period.End || (subscription.To is { } end && end <= period.Start))
        {
            return [];
        }

        OraclePeriod[] charged = fee.Timing == ChargeTiming.InArrears ? [period]
            : subscription.From >= period.Start ? [period, period.After(account)]
            : [period.After(account)];
        return charged.Select(one => Share(account, currency, one, subscription, fee)).Where(share => share.From < share.To);
    }

    private static (DateTimeOffset From, DateTimeOffset To, decimal Amount) Share(
        Account account, string currency, OraclePeriod period, Subscription subscription, FlatPrice fee)
    {
        var from = subscription.From > period.Start ? subscription.From : period.Start;
        var to = subscription.To < period.End ? subscription.To.Value : period.End;
        return (from, to, OraclePrices.Of(fee, new OracleUsage(1m) { Part = new OraclePart(account.TimeZone, period.Start, period.End, from, to), Currency = currency }));
    }
}
