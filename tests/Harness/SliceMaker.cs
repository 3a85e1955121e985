using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Harness;

/// <summary>Makes usage for a price to be applied to, from injected randomness: whole periods and parts, in zones that change their clocks.</summary>
public sealed class SliceMaker(Random random)
{
    private static readonly ImmutableArray<string> Zones = ["Etc/UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];

    private readonly PriceMaker prices = new(random);

    /// <summary>A slice with everything that the price may look at.</summary>
    public PriceSlice For(Price price)
    {
        var coverage = Coverage();
        var events = Pricing.NeedsEvents(price) ? Events(price, coverage.From, coverage.To) : (ImmutableArray<PricedEvent>?)null;
        return new PriceSlice(events?.Sum(one => one.Quantity) ?? prices.Quantity(price))
        {
            Events = events,
            Coverage = price is TimeWeightedGraduatedPrice || random.Next(2) == 0 ? coverage : null,
            IsLast = random.Next(4) > 0,
            Currency = random.Next(4) > 0 ? "EUR" : "JPY",
        };
    }

    /// <summary>Events within a time.</summary>
    public ImmutableArray<PricedEvent> Events(Price price, DateTimeOffset from, DateTimeOffset to) =>
    [
        .. Enumerable.Range(0, random.Next(12)).Select(_ => new PricedEvent(
            At(from, to > from ? to : from.AddMinutes(1)),
            price is TimeWeightedGraduatedPrice { Readings: GaugeReadings.Changes } && random.Next(3) == 0 ? -random.Next(20) : Math.Round(prices.Quantity(price) / 10m, 3),
            price is PercentagePrice or DynamicPrice && random.Next(2) == 0 ? random.Next(-100, 100_000) / 100m : null)),
    ];

    /// <summary>A billing period of some account, and the whole or a part of it.</summary>
    public Coverage Coverage()
    {
        var account = new Account("a", "A", "e", Zones[random.Next(Zones.Length)], "X") { BillingAnchorDay = random.Next(1, 32) };
        var period = BillingCalendar.PeriodAt(account, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(random.Next(3 * 365 * 24)));
        var cuts = new[] { At(period.Start, period.End), At(period.Start, period.End) }.Order().ToArray();
        return random.Next(2) == 0 ? new Coverage(account, period, period.Start, period.End) : new Coverage(account, period, cuts[0], cuts[1]);
    }

    /// <summary>An instant of a time, mostly on a full minute.</summary>
    public DateTimeOffset At(DateTimeOffset from, DateTimeOffset to) => random.Next(10) switch
    {
        0 => from,
        _ => from.AddMinutes(random.NextInt64((long)Math.Ceiling((to - from).TotalMinutes))),
    };
}
