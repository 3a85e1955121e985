using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>The part of a billing period that a contract covers.</summary>
/// <param name="Account">Gives the time zone in which days are counted.</param>
/// <param name="Period">The whole period: the denominator.</param>
/// <param name="From">Start of the part (inclusive), not before the period.</param>
/// <param name="To">End of the part (exclusive), not after the period, not before <paramref name="From"/>.</param>
public sealed record Coverage(Account Account, BillingPeriod Period, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>True when nothing of the period is covered; such a part costs nothing.</summary>
    public bool IsEmpty => From >= To;

    /// <summary>The part of the period that the contract covers; empty when they do not meet.</summary>
    public static Coverage Of(Account account, BillingPeriod period, Subscription subscription)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(subscription);
        var from = subscription.From > period.Start ? subscription.From : period.Start;
        var to = subscription.To is { } ended && ended < period.End ? ended : period.End;
        return new Coverage(account, period, from, to > from ? to : from);
    }

    /// <summary>The covered and the whole measure: days of the account's calendar with the last one not counted, or seconds.</summary>
    public (decimal Covered, decimal Whole) Measure(ProrationBasis basis) => basis switch
    {
        ProrationBasis.DaysHalfOpen => (Days(From, To), Days(Period.Start, Period.End)),
        ProrationBasis.Seconds => (Seconds(To - From), Seconds(Period.End - Period.Start)),
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "Unknown proration basis."),
    };

    private decimal Days(DateTimeOffset from, DateTimeOffset to) =>
        BillingCalendar.DateAt(Account, to).DayNumber - BillingCalendar.DateAt(Account, from).DayNumber;

    private static decimal Seconds(TimeSpan span) => (decimal)span.Ticks / TimeSpan.TicksPerSecond;
}
