using RevenueFunctions.Local.Demo.Workload;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>The same identity and time with other content: another figure, or another name of the same account. The hub's order decides which one counts.</summary>
internal sealed class Contradictions : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        var share = chance.Pick([0, 0, 4, 12]);
        foreach (var letter in draft.Letters.Where(_ => chance.Percent(share)).ToList())
        {
            if (letter.Item is SentItem.Usage { Fact: var fact })
            {
                var other = draft.Catalog.Accounts.FirstOrDefault(account => account.Aliases.Contains(fact.Subject));
                var changed = other is not null && chance.Percent(50) ? fact with { Subject = other.Id } : FactFactory.Contradict(fact);
                draft.Letters.Add(letter with
                {
                    Item = new SentItem.Usage(changed),
                    At = chance.Percent(50) ? letter.At : letter.At.AddMinutes(chance.Below(240)),
                    Producer = chance.Percent(60) ? letter.Producer : chance.Below(4),
                });
            }
        }
    }
}
