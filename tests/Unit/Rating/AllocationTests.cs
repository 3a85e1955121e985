using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Tests.Unit.Rating;

/// <summary>Rating a line allocates its result and nothing else: an invoice of ten thousand lines must not become a burden of the collector.</summary>
public class AllocationTests
{
    private const int Times = 10_000;

    // On 64 bits: a step has a header, a reference and six decimals; the array a header, a length and the references; the result a decimal and the array.
    private const int Step = 16 + 8 + (6 * 16);
    private const int Result = 24 + 16 + 8 + 16;

    [Theory]
    [InlineData("perUnit", 1)]
    [InlineData("volume", 1)]
    [InlineData("stairStep", 1)]
    [InlineData("graduated", 3)]
    public void Compute_PriceWithoutTerms_AllocatesItsResultOnly(string model, int steps)
    {
        Price price = model switch
        {
            "perUnit" => new PerUnitPrice(0.5m),
            "volume" => new VolumePrice([new PriceTier(10m, 1m), new PriceTier(null, 2m)]),
            "stairStep" => new StairStepPrice([new StairTier(10m, 1m), new StairTier(null, 2m)]),
            _ => new GraduatedPrice([new PriceTier(10m, 1m), new PriceTier(20m, 2m), new PriceTier(null, 3m)]),
        };
        Assert.Equal(steps, Pricing.Compute(price, 33.3m).Steps.Length);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < Times; time++)
        {
            Pricing.Compute(price, 33.3m);
        }

        // Whole bytes a line: the runtime allocates a little once, when it compiles the loop anew, and that is no part of any line.
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
        Assert.True(each <= Result + (steps * (Step + 8)), $"{model} allocates {each} bytes a line.");
    }
}
