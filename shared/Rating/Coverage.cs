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

    /// <summary>The part of the period that the contract covers, from its begin to its end; empty when they do not meet.</summary>
    public static Coverage Of(Account account, BillingPeriod period, ContractTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(timeline);
        var from = timeline.Subscription.From > period.Start ? timeline.Subscription.From : period.Start;
        var to = timeline.End is { } ended && ended < period.End ? ended : period.End;
        return new Coverage(account, period, from, to > from ? to : from);
    }

    /// <summary>The covered and the whole measure by the basis: days of the account's calendar, or seconds.</summary>
    public (decimal Covered, decimal Whole) Measure(ProrationBasis basis)
    {
        var whole = Measure(basis, Period.Start, Period.End);

        // The thirtieth and the thirty-first together are one day of thirty: a period within them has no such day, and is counted in seconds.
        return whole > 0 ? (IsEmpty ? 0m : Measure(basis, From, To), whole) : Measure(ProrationBasis.Seconds);
    }

    /// <summary>The share of the period that is covered, to nine decimals: to be read, not to be multiplied by.</summary>
    public decimal Ratio(ProrationBasis basis)
    {
        var (covered, whole) = Measure(basis);
        return Math.Round(covered / whole, 9, MidpointRounding.AwayFromZero);
    }

    private decimal Measure(ProrationBasis basis, DateTimeOffset from, DateTimeOffset to) => basis switch
    {
        ProrationBasis.DaysHalfOpen => Date(to).DayNumber - Date(from).DayNumber,

        // The last day counts however little of it is covered; a part that ends at midnight ends with the day before.
        ProrationBasis.DaysEndInclusive => Date(to.AddTicks(-1)).DayNumber - Date(from).DayNumber + 1,
        ProrationBasis.Fixed30 => Fixed30(Date(from), Date(to)),
        ProrationBasis.Seconds => (decimal)(to - from).Ticks / TimeSpan.TicksPerSecond,
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "Unknown proration basis."),
    };

    private DateOnly Date(DateTimeOffset instant) => BillingCalendar.DateAt(Account, instant);

    private static decimal Fixed30(DateOnly from, DateOnly to) => (360 * (to.Year - from.Year)) + (30 * (to.Month - from.Month)) + to.Day - from.Day;
}
