using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>What holds for every price of a model, with any terms, and every usage.</summary>
public class ModelProperties
{
    private const decimal Hair = 0.0000000001m;

    /// <summary>Every model.</summary>
    public static TheoryData<string> Models => [.. PriceMaker.Models];

    /// <summary>The models of a quantity that never charge less for more.</summary>
    public static TheoryData<string> RisingModels => ["flat", "perUnit", "graduated", "package", "graduatedPercentage"];

    /// <summary>The models that see each event and do not look at the time that passes between them.</summary>
    public static TheoryData<string> EventModels => ["percentage", "dynamic", "bucketed"];

    /// <summary>All bases of proration.</summary>
    public static TheoryData<ProrationBasis> Bases => [.. Enum.GetValues<ProrationBasis>()];

    [Theory]
    [MemberData(nameof(RisingModels))]
    public void Compute_MoreUnits_NeverCostLess(string model) => OracleTests.Hold(200, random =>
    {
        var price = new PriceMaker(random).Of(model);
        price = price with { DiscountPercent = Math.Min(price.DiscountPercent ?? 0m, 100m) };
        var quantities = new PriceMaker(random);
        var (one, other) = (quantities.Quantity(price), quantities.Quantity(price));
        var (less, more) = (Amount(price, Math.Min(one, other)), Amount(price, Math.Max(one, other)));
        Assert.True(less <= more, $"{OracleTests.Json(price)}: {Math.Min(one, other)} costs {less}, {Math.Max(one, other)} costs {more}");
    });

    [Theory]
    [MemberData(nameof(EventModels))]
    public void Compute_OneEventMore_NeverCostsLess(string model) => OracleTests.Hold(200, random =>
    {
        var price = new PriceMaker(random).Bare(model);
        price = price is BucketedPrice bucketed ? bucketed with { Price = new PerUnitPrice(1.5m) } : price;
        var slice = new SliceMaker(random).For(price);
        var events = slice.Events!.Value.Select(one => one with { Quantity = Math.Abs(one.Quantity), Amount = one.Amount is { } amount ? Math.Abs(amount) : null }).ToImmutableArray();
        var more = events.Add(new PricedEvent(events.IsEmpty ? DateTimeOffset.UnixEpoch : events.Max(one => one.Time).AddSeconds(1), 1.25m));
        Assert.True(Amount(price, slice with { Events = events }) <= Amount(price, slice with { Events = more }), $"{OracleTests.Json(price)}: {string.Join(", ", more)}");
    });

    [Theory]
    [MemberData(nameof(Models))]
    public void Compute_APeriodInTwoSlices_CostsWhatItCostsWhole(string model) => OracleTests.Hold(300, random =>
    {
        var price = new PriceMaker(random).Of(model);
        var whole = new SliceMaker(random).For(price) with { IsLast = true };
        var events = (whole.Events ?? []).OrderBy(one => one.Time).ThenBy(one => one.Quantity).ThenBy(one => one.Amount).ToImmutableArray();
        var cut = random.Next(events.Length + 1);
        var before = whole.Events is null ? whole.Quantity * random.Next(11) / 10m : events[..cut].Sum(one => one.Quantity);
        var first = whole with { Quantity = before, Events = whole.Events is null ? null : events[..cut], IsLast = false };
        var second = whole with
        {
            Quantity = whole.Quantity - before,
            Events = whole.Events is null ? null : events[cut..],
            Prior = new PriorSlice(before) { Events = whole.Events is null ? [] : events[..cut] },
        };
        var (parts, all) = (Amount(price, first) + Amount(price, second), Amount(price, whole));
        Assert.True(Math.Abs(parts - all) < Hair, $"{OracleTests.Json(price)}: {all} whole, {parts} in slices of {first.Quantity} and {second.Quantity}");
    });

    [Theory]
    [MemberData(nameof(Models))]
    public void Compute_EventsInAnyOrder_CostTheSame(string model) => OracleTests.Hold(200, random =>
    {
        var price = new PriceMaker(random).Of(model);
        var slice = new SliceMaker(random).For(price);
        var shuffled = slice.Events?.ToArray() ?? [];
        random.Shuffle(shuffled);
        var other = slice with { Events = slice.Events is null ? null : [.. shuffled] };
        Assert.Equal(Amount(price, slice), Amount(price, other));
    });

    [Theory]
    [MemberData(nameof(Models))]
    public void Compute_Steps_CanBeComputedAgainByHand(string model) => OracleTests.Hold(200, random =>
    {
        var price = new PriceMaker(random).Of(model);
        foreach (var step in Pricing.Compute(price, new SliceMaker(random).For(price)).Steps)
        {
            var again = ((step.Quantity * step.UnitAmount) + step.FlatAmount) * step.Numerator / step.Denominator;
            Assert.True(Math.Abs(again - step.Amount) < Hair, $"{OracleTests.Json(price)}: {step}");
        }
    });

    [Theory]
    [MemberData(nameof(Models))]
    public void Compute_MinimumAndMaximum_AreKept(string model) => OracleTests.Hold(200, random =>
    {
        var price = new PriceMaker(random).Of(model) with { Minimum = random.Next(100), Maximum = 100m + random.Next(100) };
        var amount = Amount(price, new SliceMaker(random).For(price) with { Coverage = price is TimeWeightedGraduatedPrice ? Whole(random) : null, IsLast = true });
        Assert.True(amount >= price.Minimum && amount <= price.Maximum, $"{OracleTests.Json(price)}: {amount}");
    });

    [Fact]
    public void Compute_BoundsOfGraduatedBands_JoinWithoutAGap() => OracleTests.Hold(300, random =>
    {
        var price = (GraduatedPrice)new PriceMaker(random).Bare("graduated");
        price = price with { Tiers = [.. price.Tiers.Select(tier => tier with { FlatAmount = 0m })] };
        foreach (var (tier, next) in price.Tiers.Zip(price.Tiers.Skip(1)))
        {
            // A millionth of a unit beyond the bound costs a millionth of the next band's price, and nothing else.
            Assert.Equal(0.000001m * next.UnitAmount, Amount(price, tier.UpTo!.Value + 0.000001m) - Amount(price, tier.UpTo.Value));
        }
    });

    [Theory]
    [MemberData(nameof(Bases))]
    public void Compute_PartsOfAPeriod_AddUpToTheWhole(ProrationBasis basis) => OracleTests.Hold(300, random =>
    {
        var whole = Whole(random);
        var slices = new SliceMaker(random);

        // Days are cut where days begin; seconds anywhere.
        var cuts = Enumerable.Range(0, random.Next(4)).Select(_ => slices.At(whole.From, whole.To))
            .Select(cut => basis == ProrationBasis.Seconds ? cut : BillingCalendar.BucketStart(whole.Account, cut, BucketSize.Day)).Append(whole.From).Append(whole.To).Order().ToList();
        var price = new FlatPrice(random.Next(1, 1_000_000) / 100m) { Proration = basis };
        var parts = cuts.Zip(cuts.Skip(1)).Sum(part => Pricing.Compute(price, whole with { From = part.First, To = part.Second }).Amount);
        Assert.True(Math.Abs(parts - price.Amount) < Hair, $"{price.Amount} in {whole.Account.TimeZone}: {string.Join(", ", cuts)} add up to {parts}");
    });

    private static Coverage Whole(Random random)
    {
        var part = new SliceMaker(random).Coverage();
        return part with { From = part.Period.Start, To = part.Period.End };
    }

    private static decimal Amount(Price price, decimal quantity) => Pricing.Compute(price, quantity).Amount;

    private static decimal Amount(Price price, PriceSlice slice) => Pricing.Compute(price, slice).Amount;
}
