using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Workload;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>The sample's event types and source mappings, and meters over some of them that aggregate in every way.</summary>
internal sealed class Products : IScenarioPart
{
    private static readonly CatalogDocuments Sample = SampleCatalog.Read().Documents;

    private static readonly (string Type, string[] Numbers, string[] Texts)[] Types =
    [
        ("acme.api.request", ["status"], ["region"]), ("acme.llm.completion", ["tokens.input", "tokens.output"], ["model"]), ("acme.network.egress", ["gigabytes"], ["region"]),
        ("acme.app.session", [], ["user"]), ("acme.realtime.connections", ["connections"], []), ("acme.storage.size", ["gigabytes"], []),
        ("acme.workspace.seats", ["seats"], []), ("acme.compute.load", ["vcpus"], []),
    ];

    private static readonly MeterAggregation[] OfNumbers =
    [
        MeterAggregation.Sum, MeterAggregation.Min, MeterAggregation.Max, MeterAggregation.Latest, MeterAggregation.Average, MeterAggregation.TimeWeighted, MeterAggregation.Unique,
    ];

    private static readonly UnitConversion?[] Conversions = [null, null, new UnitConversion(1m, 1000m), new UnitConversion(1m, 3m), new UnitConversion(7m), new UnitConversion(1000m, 1024m)];

    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        var types = Types.ToList();
        chance.Shuffle(types);
        var number = 0;
        var meters = types.Take(chance.Between(2, 4)).SelectMany(type => Enumerable.Range(0, chance.Pick([1, 1, 2])).Select(_ => Meter(++number, type, chance)));
        draft.Add(catalog => catalog with { EventTypes = Sample.EventTypes, SourceMappings = Sample.SourceMappings, Meters = [.. meters] });
    }

    private static Meter Meter(int number, (string Type, string[] Numbers, string[] Texts) type, Chance chance)
    {
        var aggregation = type.Numbers.Length > 0 && chance.Percent(80) ? chance.Pick(OfNumbers)
            : type.Texts.Length > 0 && chance.Percent(50) ? MeterAggregation.Unique
            : MeterAggregation.Count;
        var value = aggregation switch
        {
            MeterAggregation.Count => null,
            MeterAggregation.Unique when type.Texts.Length > 0 => chance.Pick(type.Texts),
            _ => chance.Pick(type.Numbers),
        };
        var isNumber = aggregation is not MeterAggregation.Count and not MeterAggregation.Unique;
        var key = string.Create(CultureInfo.InvariantCulture, $"meter-{number}");
        return new Meter(
            key, $"Meter {number}", type.Type, aggregation, "unit", value,
            type.Texts.Length > 0 && chance.Percent(40) ? [chance.Pick(type.Texts)] : [],
            isNumber ? chance.Pick(Conversions) : null);
    }
}
