using System.Diagnostics;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Benchmarks.Rating;

/// <summary>Rating quantities, with the whole derivation of each, on one core; beside the same bands and quantities in PostgreSQL.</summary>
internal sealed class RatingBenchmark : IBenchmark
{
    private static readonly GraduatedPrice Graduated = new([new PriceTier(1000m, 0.07m, 2m), new PriceTier(5000m, 0.065m, 1m), new PriceTier(10000m, 0.06m), new PriceTier(null, 0.055m)]);

    public string Name => "rating";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var rows = run.IsFull ? 2_000_000 : 500_000;
        BenchmarkRun.Say($"{rows:N0} quantities over four bands, here and in PostgreSQL");
        var quantities = Enumerable.Range(0, rows).Select(line => line * 7919L % 200_000 / 10m).ToArray();
        var (rate, bytes, sum) = Measure(Graduated, quantities);
        var peer = await PostgresRating.MeasureAsync(run.Folder, rows, cancellationToken);
        if (peer.Reason.Length == 0 && peer.Sum != sum)
        {
            throw new InvalidOperationException($"PostgreSQL rates {peer.Sum} where the engine rates {sum}.");
        }

        return
        [
            new Figure("rate a line over four bands, graduated", "lines/s/core", 1_000_000, rate, Peer: "PostgreSQL, bands in a table", PeerMeasured: Shown(peer.General),
                Note: string.Create(CultureInfo.InvariantCulture, $"{bytes:0} bytes a line, its derivation included{(peer.Reason.Length > 0 ? "; no peer: " + peer.Reason : string.Empty)}")),
            new Figure("  the same, against SQL written for this very price", "lines/s/core", null, rate, Peer: "PostgreSQL, bands in the query", PeerMeasured: Shown(peer.Written)),
            Model("volume", new VolumePrice(Graduated.Tiers), quantities),
            Model("package", new PackagePrice(5m, 100m), quantities),
        ];
    }

    private static double? Shown(double rate) => rate > 0 ? rate : null;

    private static Figure Model(string name, Price price, decimal[] quantities)
    {
        var (rate, bytes, _) = Measure(price, quantities);
        return new Figure($"  {name}", "lines/s/core", null, rate, Note: string.Create(CultureInfo.InvariantCulture, $"{bytes:0} bytes a line"));
    }

    // The best of five: the machine is shared, and what is asked is what the code costs.
    private static (double Rate, double BytesALine, decimal Sum) Measure(Price price, decimal[] quantities)
    {
        var (best, sum, bytes) = (0d, 0m, 0d);
        for (var round = 0; round < 5; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            sum = 0m;
            foreach (var quantity in quantities)
            {
                sum += Currencies.Round(new Money(Pricing.Compute(price, quantity).Amount, "EUR")).Amount;
            }

            best = Math.Max(best, quantities.Length / Stopwatch.GetElapsedTime(start).TotalSeconds);
            bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / quantities.Length;
        }

        return (best, bytes, sum);
    }
}
