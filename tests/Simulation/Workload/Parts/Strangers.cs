using System.Globalization;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>Usage under names that the catalog does not know: an account's, which an operator adds, or nobody's.</summary>
internal sealed class Strangers : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        var usage = new UsageSource(draft, chance, "stranger");
        for (var number = chance.Pick([0, 0, 1, 2]); number > 0; number--)
        {
            var alias = string.Create(CultureInfo.InvariantCulture, $"stranger-{number}");
            var owner = chance.Pick(draft.Catalog.Accounts);
            if (chance.Percent(70))
            {
                draft.Strangers.Add(alias, owner.Id);
            }

            for (var count = chance.Between(1, 3); count > 0; count--)
            {
                var period = chance.Pick(draft.PeriodsOf(owner));
                if (usage.Charged(owner, 2, usage.TimeIn(period)) is { } fact)
                {
                    draft.Letters.Add(new Letter(usage.SendingOf(period), chance.Below(4), new SentItem.Usage(fact with { Subject = alias }), LetterShapes.Draw(fact, chance)));
                }
            }
        }
    }
}
