using System.Globalization;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>One or two people who answer cases, and somebody who reconciles whenever they feel like it.</summary>
internal sealed class Operators : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        for (var number = chance.Pick([1, 1, 2]); number > 0; number--)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"operator {number}");
            draft.Attend(name, stage => new Operator(stage, stage.ChanceOf(name)).RunAsync());
        }

        if (chance.Percent(30))
        {
            var at = draft.FirstPeriod(chance.Pick(draft.Catalog.Accounts)).End.AddMinutes(chance.Between(-60, 240));
            draft.Act("reconciler", async stage =>
            {
                await stage.World.UntilAsync(at);
                await new OperatorDesk(stage).ReconcileAsync(null);
            });
        }
    }
}
