using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>What holds for every price and every quantity.</summary>
public class PricingProperties
{
    private static readonly Gen<decimal> Cents = Gen.Choose(0, 100_000).Select(cents => cents / 100m);

    private static readonly Gen<ImmutableArray<PriceTier>> Tiers =
        from widths in Gen.Choose(1, 5_000).Select(width => width / 10m).ListOf(4)
        from units in Cents.ListOf(5)
        from flats in Cents.ListOf(5)
        select Build([.. widths], [.. units], [.. flats]);

    private static readonly Gen<decimal> Quantities = Gen.Choose(0, 30_000).Select(tenths => tenths / 10m);

    [Fact]
    public void Graduated_UnitsOfTheBands_AddUpToTheQuantity() =>
        Hold(Tiers, Quantities, Quantities, (tiers, quantity, _) => Pricing.Compute(new GraduatedPrice(tiers), quantity).Steps.Sum(step => step.Quantity) == quantity);

    [Fact]
    public void GraduatedAndVolume_WithinTheFirstBand_Agree() =>
        Hold(Tiers, Quantities, Quantities, (tiers, quantity, _) =>
            quantity > tiers[0].UpTo || Amount(new GraduatedPrice(tiers), quantity) == Amount(new VolumePrice(tiers), quantity));

    [Fact]
    public void Package_AnyQuantity_IsCoveredByItsPackages() =>
        Hold(Tiers, Quantities, Quantities.Select(tenths => tenths + 0.1m), (_, quantity, size) =>
        {
            var up = Amount(new PackagePrice(1m, size), quantity);
            var down = Amount(new PackagePrice(1m, size, Rounding: PackageRounding.Down), quantity);
            return up * size >= quantity && down * size <= quantity && up - down is 0m or 1m;
        });

    private static void Hold(
        Gen<ImmutableArray<PriceTier>> tiers, Gen<decimal> ones, Gen<decimal> others, Func<ImmutableArray<PriceTier>, decimal, decimal, bool> property)
    {
        var inputs = from tier in tiers from one in ones from other in others select (tier, one, other);
        Prop.ForAll(inputs.ToArbitrary(), input => property(input.tier, input.one, input.other)).Hold();
    }

    private static decimal Amount(Price price, decimal quantity) => Pricing.Compute(price, quantity).Amount;

    private static ImmutableArray<PriceTier> Build(ImmutableArray<decimal> widths, ImmutableArray<decimal> units, ImmutableArray<decimal> flats)
    {
        var tiers = ImmutableArray.CreateBuilder<PriceTier>();
        var upTo = 0m;
        for (var at = 0; at < widths.Length; at++)
        {
            upTo += widths[at];
            tiers.Add(new PriceTier(upTo, units[at], flats[at]));
        }

        tiers.Add(new PriceTier(null, units[^1], flats[^1]));
        return tiers.ToImmutable();
    }
}
