using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>The engine and the oracle, which share no code, on random prices and usage.</summary>
public class OracleTests
{
    // What 28 digits leave of a quotient that the one divides earlier than the other.
    private const decimal Hair = 0.0000000001m;

    /// <summary>Every model.</summary>
    public static TheoryData<string> Models => [.. PriceMaker.Models];

    [Theory]
    [MemberData(nameof(Models))]
    public void Compute_RandomUsageOfAModel_EqualsTheOracle(string model) => Hold(500, random =>
    {
        var price = new PriceMaker(random).Of(model);
        var slice = new SliceMaker(random).For(price);
        Agree(price, slice, OraclePrices.Of(price, Usage(slice)));
    });

    [Theory]
    [MemberData(nameof(Models))]
    public void Compute_RestOfASplitPeriod_EqualsTheOracle(string model) => Hold(300, random =>
    {
        var price = new PriceMaker(random).Of(model);
        var slices = new SliceMaker(random);
        var slice = slices.For(price);
        var (from, to) = slice.Coverage is { IsEmpty: false } part ? (part.From, part.To) : (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(3));
        var events = slice.Events is null ? [] : slices.Events(price, from, to);
        var prior = new PriorSlice(slice.Events is null ? new PriceMaker(random).Quantity(price) : events.Sum(one => one.Quantity))
        {
            Amount = random.Next(3) == 0 ? random.Next(100_000) / 100m : null,
            Base = random.Next(3) == 0 ? random.Next(100_000) / 100m : null,
            Events = events,
        };
        var before = Usage(slice) with { Quantity = prior.Quantity, Events = slice.Events is null ? null : EventsOf(events), IsLast = false };
        var all = Usage(slice) with { Quantity = prior.Quantity + slice.Quantity, Events = slice.Events is { } now ? EventsOf([.. events, .. now]) : null };
        Agree(price, slice with { Prior = prior }, OraclePrices.Rest(price, all, before, prior.Amount, prior.Base));
    });

    [Fact]
    public void PriceMaker_EveryPrice_IsAcceptedByTheCatalog() => Hold(500, random =>
    {
        var price = new PriceMaker(random).Next();
        var issues = new CatalogIssues();
        PriceRules.Check("price", price, issues);
        Assert.True(issues.Outcome is null, $"{Json(price)}: {string.Join("; ", issues.All.Select(issue => issue.ToString()))}");
    });

    /// <summary>Checks something for many seeds; a failure names the seed, and prints what is compared.</summary>
    internal static void Hold(int times, Action<System.Random> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => check(new System.Random(seed))).Hold(times);

    /// <summary>A price as JSON, for a failure.</summary>
    internal static string Json(Price price) => Encoding.UTF8.GetString(FabricJson.Bytes(price));

    private static void Agree(Price price, PriceSlice slice, decimal expected)
    {
        var priced = Pricing.Compute(price, slice);
        var currency = slice.Currency ?? "EUR";
        var isSame = Math.Abs(priced.Amount - expected) < Hair && (OraclePrices.Round(expected, currency) == Round(priced.Amount, currency) || IsHalf(expected, currency));
        Assert.True(isSame, $"{Json(price)}\n{slice} events: {string.Join(", ", slice.Events ?? [])} before: {string.Join(", ", slice.Prior?.Events ?? [])}\nengine {priced.Amount}, oracle {expected}\n{string.Join('\n', priced.Steps)}");
        Assert.True(Math.Abs(priced.Amount - priced.Steps.Sum(step => step.Amount)) < Hair, $"{Json(price)}: the steps do not add up to {priced.Amount}\n{string.Join('\n', priced.Steps)}");
    }

    private static OracleUsage Usage(PriceSlice slice) => new(slice.Quantity)
    {
        Events = slice.Events is { } events ? EventsOf(events) : null,
        Part = slice.Coverage is { } part ? new OraclePart(part.Account.TimeZone, part.Period.Start, part.Period.End, part.From, part.To) : null,
        IsLast = slice.IsLast,
        Currency = slice.Currency ?? "EUR",
    };

    private static List<OracleEvent> EventsOf(IEnumerable<PricedEvent> events) => [.. events.Select(one => new OracleEvent(one.Time, one.Quantity, one.Amount))];

    private static decimal Round(decimal amount, string currency) => Currencies.Round(new Money(amount, currency)).Amount;

    // A hair beside half a cent the two may fall to different sides.
    private static bool IsHalf(decimal amount, string currency) => OraclePrices.Round(amount - Hair, currency) != OraclePrices.Round(amount + Hair, currency);
}
