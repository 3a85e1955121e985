using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>The same event again: in the same request or hours later, by the same producer or another, in the same shape or another.</summary>
internal sealed class Repeats : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        var share = chance.Pick([0, 10, 10, 30]);
        foreach (var letter in draft.Letters.Where(_ => chance.Percent(share)).ToList())
        {
            if (letter.Item is SentItem.Usage { Fact: var fact })
            {
                draft.Letters.Add(letter with
                {
                    At = chance.Percent(50) ? letter.At : letter.At.AddMinutes(chance.Below(240)),
                    Producer = chance.Percent(60) ? letter.Producer : chance.Below(4),
                    Shape = LetterShapes.Draw(fact, chance),
                });
            }
        }
    }
}
