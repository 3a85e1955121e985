using RevenueFunctions.Local.Demo.Workload;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>The same identity with another time: found when the period is frozen, and the one that the hub received first counts.</summary>
internal sealed class TwoTimes : IScenarioPart
{
    private static readonly TimeSpan[] Shifts = [TimeSpan.FromMilliseconds(1000), TimeSpan.FromMinutes(17), TimeSpan.FromHours(-30), TimeSpan.FromDays(4), TimeSpan.FromDays(-25)];

    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        var share = chance.Pick([0, 0, 5, 15]);
        foreach (var letter in draft.Letters.Where(_ => chance.Percent(share)).ToList())
        {
            if (letter.Item is SentItem.Usage { Fact: var fact })
            {
                var changed = fact with { Time = fact.Time + chance.Pick(Shifts) };
                draft.Letters.Add(letter with
                {
                    Item = new SentItem.Usage(chance.Percent(50) ? changed : FactFactory.Contradict(changed)),
                    At = chance.Percent(50) ? letter.At : letter.At.AddMinutes(chance.Below(240)),
                    Producer = chance.Percent(60) ? letter.Producer : chance.Below(4),
                });
            }
        }
    }
}
