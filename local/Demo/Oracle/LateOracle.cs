using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>Says which lines usage that came late must have on the next invoice: what everything costs with it, less what it costs without it.</summary>
internal static class LateOracle
{
    /// <summary>The lines of one contract and rate card. <paramref name="idle"/> is what the card charges for no usage at all; both prices are rounded.</summary>
    public static IEnumerable<OracleLine> Lines(
        Account account, OraclePeriod period, Subscription subscription, RateCard card, MeterAggregation aggregation, Func<decimal, IReadOnlyList<OracleQuantity>, decimal> priceOf, decimal idle,
        IReadOnlyList<KeyValuePair<UsageKey, OracleQuantity>> usage)
    {
        var standing = usage.Where(pair => pair.Key.LateFrom is null).ToDictionary(pair => pair.Key.Group, pair => pair.Value, StringComparer.Ordinal);
        var idleLeft = standing.Count == 0 ? idle : 0m;
        foreach (var late in usage.Where(pair => pair.Key.LateFrom is not null).GroupBy(pair => pair.Key.LateFrom!).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var with = standing.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            foreach (var (key, quantity) in late)
            {
                with[key.Group] = with.TryGetValue(key.Group, out var before) ? OracleQuantity.Of(aggregation, [before, quantity]) : quantity;
            }

            var (from, to) = Service(account, subscription, late.Key);
            foreach (var charge in IsMerged(aggregation) ? [with.Keys.ToList()] : late.Select(pair => new List<string> { pair.Key.Group }))
            {
                var (was, isNow) = (Charge(charge.Where(standing.ContainsKey).Select(group => standing[group])), Charge(charge.Select(group => with[group])));
                var amount = isNow.Amount - was.Amount - (was.Amount == 0m && !charge.Exists(standing.ContainsKey) ? idleLeft : 0m);
                idleLeft = charge.Exists(standing.ContainsKey) ? idleLeft : 0m;
                yield return new OracleLine(
                    subscription.Id, card.Key, from, to, isNow.Quantity - was.Quantity, late.Where(pair => charge.Contains(pair.Key.Group)).Sum(pair => pair.Value.Count), amount, card.TaxClass);
            }

            standing = with;
        }

        (decimal Quantity, decimal Amount) Charge(IEnumerable<OracleQuantity> some)
        {
            var groups = some.ToList();
            var quantities = groups.Select(group => group.Over(period.Start, period.End, subscription.To)).ToList();
            if (quantities.Count == 0)
            {
                return (0m, 0m);
            }

            var quantity = aggregation switch
            {
                MeterAggregation.Max => quantities.Max(),
                MeterAggregation.Min => quantities.Min(),
                _ => quantities.Sum(),
            };
            return (quantity, priceOf(quantity, groups));
        }
    }

    private static bool IsMerged(MeterAggregation aggregation) => aggregation is not (MeterAggregation.Latest or MeterAggregation.Unique or MeterAggregation.Average);

    // The service was delivered in the closed period, as far as the contract covered that.
    private static (DateTimeOffset From, DateTimeOffset To) Service(Account account, Subscription subscription, string lateFrom)
    {
        var closed = OraclePeriod.In(account, int.Parse(lateFrom.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(lateFrom.AsSpan(4, 2), CultureInfo.InvariantCulture));
        var from = subscription.From > closed.Start ? subscription.From : closed.Start;
        var to = subscription.To < closed.End ? subscription.To.Value : closed.End;
        return from < to ? (from, to) : (closed.Start, closed.End);
    }
}
