using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>Usage from a producer whose clock is far ahead: quarantined until its time has come, if it ever does.</summary>
internal sealed class EarlyUsage : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        if (chance.Percent(15))
        {
            var usage = new UsageSource(draft, chance, "early");
            var account = chance.Pick(draft.Catalog.Accounts);
            var period = draft.FirstPeriod(account);
            if (usage.Charged(account, 1, period.End.AddDays(chance.Between(3, 40))) is { } fact)
            {
                draft.Letters.Add(new Letter(usage.SendingOf(period), 1, new SentItem.Usage(fact), LetterShapes.Draw(fact, chance)));
            }
        }
    }
}
