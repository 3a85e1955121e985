using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Workload;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>A meter that takes negative values: corrections, which may make a line or a whole invoice negative.</summary>
internal sealed class Adjustments : IScenarioPart
{
    private const string Type = "sim.adjustment";

    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        if (!chance.Percent(25))
        {
            return;
        }

        draft.Add(catalog => catalog with
        {
            EventTypes = catalog.EventTypes.Add(new EventType(Type)),
            Meters = catalog.Meters.Add(new Meter("adjustments", "Adjustments", Type, chance.Pick([MeterAggregation.Sum, MeterAggregation.Min, MeterAggregation.Average]), "unit", "units", AllowNegative: true)),
        });
    }

    /// <summary>An adjustment.</summary>
    public static UsageFact? Make(string type, string id, string alias, DateTimeOffset time, Chance chance) => type != Type ? null : new UsageFact(
        Type, "corrections", id, alias, time, [new FactField("units", chance.Between(-900, 500) / 8m)]);
}
