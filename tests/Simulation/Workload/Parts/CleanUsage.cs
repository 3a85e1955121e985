using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>Usage that somebody is charged for: most of it in time, in any order, some of it late.</summary>
internal sealed class CleanUsage : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        var usage = new UsageSource(draft, chance, "e");
        for (var count = chance.Pick([6, 12, 18, 26]) * draft.Periods; count > 0; count--)
        {
            var account = chance.Pick(draft.Catalog.Accounts);
            var periods = draft.PeriodsOf(account);
            var period = chance.Pick(periods);
            var producer = chance.Below(4);
            if (usage.Charged(account, producer, usage.TimeIn(period)) is { } fact)
            {
                // Now and then usage is found again a month later.
                var sentIn = chance.Percent(8) ? periods[^1] : period;
                draft.Letters.Add(new Letter(usage.SendingOf(sentIn), producer, new SentItem.Usage(fact), LetterShapes.Draw(fact, chance)));
            }
        }
    }
}
