using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>
/// A share of each event's amount and a fee. The steps sum the events up, because a period may have millions: an amount below zero (a
/// correction) is charged at the rate alone, without fee and limits.
/// </summary>
internal static class PercentagePricing
{
    public static void Add(PercentagePrice price, List<decimal> amounts, ref StepList steps)
    {
        var sums = default(Sums);
        foreach (var amount in amounts)
        {
            Take(price, amount, ref sums);
        }

        if (sums.FreeEvents > 0 || sums.FreeAmount > 0)
        {
            steps.Note(string.Create(CultureInfo.InvariantCulture, $"free: {sums.FreeEvents} events, amount {sums.FreeAmount}"), sums.FreeAmount);
        }

        steps.Add(string.Create(CultureInfo.InvariantCulture, $"{price.Rate} % of the amounts of {sums.PaidEvents} events"), sums.PaidAmount, price.Rate / 100m, 0m);
        if (price.FixedFee != 0 && sums.FeeEvents > 0)
        {
            steps.Add("fee for each paid event", sums.FeeEvents, price.FixedFee, 0m);
        }

        if (sums.Raised != 0)
        {
            steps.Adjust(string.Create(CultureInfo.InvariantCulture, $"{sums.RaisedEvents} events raised to {price.PerTransactionMinimum}"), sums.Raised);
        }

        if (sums.Lowered != 0)
        {
            steps.Adjust(string.Create(CultureInfo.InvariantCulture, $"{sums.LoweredEvents} events lowered to {price.PerTransactionMaximum}"), -sums.Lowered);
        }
    }

    private static void Take(PercentagePrice price, decimal amount, ref Sums sums)
    {
        if (amount < 0)
        {
            sums.PaidEvents++;
            sums.PaidAmount += amount;
            return;
        }

        var free = FreeOf(price, amount, sums);
        sums.FreeAmount += free ?? 0m;
        if (free == amount)
        {
            sums.FreeEvents++;
            return;
        }

        // The event that crosses the free amount ends what is free, and pays for its excess.
        sums.IsFreeOver = true;

        var excess = amount - (free ?? 0m);
        sums.PaidEvents++;
        sums.PaidAmount += excess;
        Limit(price, excess, ref sums);
    }

    // Null: nothing of the event is free. Otherwise how much of its amount is.
    private static decimal? FreeOf(PercentagePrice price, decimal amount, in Sums sums)
    {
        var events = price.FreeEvents is > 0 ? price.FreeEvents.Value : price.FreeAmount is > 0 ? long.MaxValue : 0;
        if (sums.IsFreeOver || sums.FreeEvents >= events)
        {
            return null;
        }

        var left = price.FreeAmount is > 0 ? price.FreeAmount.Value - sums.FreeAmount : amount;
        return left <= 0 && amount > 0 ? null : Math.Min(left, amount);
    }

    private static void Limit(PercentagePrice price, decimal excess, ref Sums sums)
    {
        sums.FeeEvents++;
        var cost = (excess * price.Rate / 100m) + price.FixedFee;
        if (cost < price.PerTransactionMinimum)
        {
            sums.RaisedEvents++;
            sums.Raised += price.PerTransactionMinimum.Value - cost;
        }
        else if (cost > price.PerTransactionMaximum)
        {
            sums.LoweredEvents++;
            sums.Lowered += cost - price.PerTransactionMaximum.Value;
        }
    }

    private record struct Sums
    {
        public bool IsFreeOver;
        public long FreeEvents;
        public decimal FreeAmount;
        public long PaidEvents;
        public decimal PaidAmount;
        public long FeeEvents;
        public long RaisedEvents;
        public decimal Raised;
        public long LoweredEvents;
        public decimal Lowered;
    }
}
