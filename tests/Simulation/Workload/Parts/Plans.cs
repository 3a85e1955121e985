using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>
/// For each currency: "base" in two versions, "scale" for more, and "extra" for what neither prices, so that a contract on it may run beside one
/// on them. Every price model, fees before and behind, prices for single groups.
/// </summary>
internal sealed class Plans : IScenarioPart
{
    /// <summary>The models of usage.</summary>
    private static readonly IReadOnlyList<string> Models = ["perUnit", "perUnit", "graduated", "volume", "package", "graduatedPercentage", "stairStep", "block"];

    /// <summary>Key of a plan.</summary>
    public static string KeyOf(string name, string currency) => $"{name}-{currency}".ToLowerInvariant();

    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        foreach (var currency in draft.Catalog.LegalEntities.Select(entity => entity.Currency).Distinct(StringComparer.Ordinal).ToList())
        {
            var meters = draft.Catalog.Meters.ToList();
            chance.Shuffle(meters);
            var extra = meters.Count > 1 && chance.Percent(40) ? 1 : 0;
            var ofScale = meters.Skip(extra).ToList();
            var ofBase = chance.Percent(50) ? ofScale : ofScale.Take(Math.Max(1, ofScale.Count - 1)).ToList();
            List<PricePlan> plans =
            [
                Plan("base", 1, currency, ofBase, chance), Plan("base", 2, currency, ofBase, chance), Plan("scale", 1, currency, ofScale, chance),
                .. extra == 0 ? [] : new[] { Plan("extra", 1, currency, meters.Take(extra), chance) },
            ];
            draft.Add(catalog => catalog with { Plans = catalog.Plans.AddRange(plans) });
        }
    }

    /// <summary>Another version of a plan: the same meters at other prices.</summary>
    public static PricePlan NewVersion(CatalogDocuments catalog, PricePlan plan, int version, Chance chance)
    {
        var meters = catalog.Meters.Where(meter => plan.RateCards.Any(card => card.Meter == meter.Key));
        return Plan(plan.Name, version, plan.Currency, meters, chance);
    }

    private static PricePlan Plan(string name, int version, string currency, IEnumerable<Meter> meters, Chance chance)
    {
        var cards = ImmutableArray.CreateBuilder<RateCard>();
        for (var fee = 1; fee <= chance.Pick([0, 1, 1, 2]); fee++)
        {
            var price = new PriceMaker(chance.AsRandom()).Of("flat");
            cards.Add(new RateCard(string.Create(CultureInfo.InvariantCulture, $"fee-{fee}"), "platform", "Fee", price, TaxClass: TaxClass(chance)));
        }

        foreach (var meter in meters)
        {
            foreach (var value in meter.GroupBy is ["model"] ? ["small", "large"] : meter.GroupBy is ["region"] ? new[] { "eu-west", "fra" } : [])
            {
                if (chance.Percent(50))
                {
                    cards.Add(new RateCard($"{meter.Key}-{value}", "usage", $"{meter.Name}, {value}", Price(meter, chance), meter.Key, ImmutableSortedDictionary<string, string>.Empty.Add(meter.GroupBy[0], value), TaxClass(chance)));
                }
            }

            // Rarely a plan prices single groups only: what else is used has no price until a person decides.
            if (!cards.Any(card => card.Meter == meter.Key) || chance.Percent(92))
            {
                cards.Add(new RateCard(meter.Key, "usage", meter.Name, Price(meter, chance), meter.Key, TaxClass: TaxClass(chance)));
            }
        }

        return new PricePlan(KeyOf(name, currency), version, name, currency, cards.ToImmutable());
    }

    // Prices that see each event take only meters that aggregate the way they do.
    private static Price Price(Meter meter, Chance chance)
    {
        var prices = new PriceMaker(chance.AsRandom());
        return (meter.Aggregation, chance.Percent(30)) switch
        {
            (MeterAggregation.Sum, true) => prices.Of(chance.Pick(["percentage", "dynamic", "bucketed"])) is var price && price is BucketedPrice bucketed ? bucketed with { Aggregation = BucketAggregation.Sum } : price,
            (MeterAggregation.Max, true) => (BucketedPrice)prices.Of("bucketed") with { Aggregation = BucketAggregation.Max },
            _ => prices.Of(chance.Pick(Models)),
        };
    }

    private static string TaxClass(Chance chance) => chance.Percent(75) ? "standard" : "training";
}
