using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>Usage outside the contracts or that no plan prices. Whether anybody is charged for it is the oracle's to find out.</summary>
internal sealed class StrayUsage : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        var usage = new UsageSource(draft, chance, "stray");
        var types = draft.Catalog.Meters.Select(meter => meter.EventType).Distinct(StringComparer.Ordinal).ToList();
        for (var count = chance.Pick([0, 0, 1, 3]); count > 0; count--)
        {
            var account = chance.Pick(draft.Catalog.Accounts);
            var period = draft.FirstPeriod(account);
            var time = chance.Percent(50) ? usage.TimeIn(period) : period.Start.AddDays(-chance.Between(1, 40));
            var fact = usage.Fact(chance.Pick(types), 1, usage.AliasOf(account), time);
            draft.Letters.Add(new Letter(usage.SendingOf(period), chance.Below(4), new SentItem.Usage(fact)));
        }
    }
}
