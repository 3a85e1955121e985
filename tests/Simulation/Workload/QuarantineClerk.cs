using RevenueFunctions.Exceptions;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Answers the cases of the quarantine: mends the cause and replays, gives up, or leaves the events where they are.</summary>
internal sealed class QuarantineClerk(Stage stage, Chance chance, bool isSettling)
{
    private readonly OperatorDesk desk = new(stage);

    /// <summary>Answers a case of a group.</summary>
    public async Task AnswerAsync(ExceptionCase open)
    {
        var group = open.Subject;
        if (open.Code == "unmapped-customer" && stage.Scenario.Strangers.TryGetValue(group[(group.IndexOf('~', StringComparison.Ordinal) + 1)..], out var owner) && chance.Percent(90))
        {
            await desk.AddAliasAsync(owner, group[(group.IndexOf('~', StringComparison.Ordinal) + 1)..]);
            await Twice(() => desk.ReplayAsync(group));
            return;
        }

        // While usage is under way, giving up is for what can never pass; what may yet pass is replayed in vain or left.
        var mayPass = open.Code is "no-subscription" or "no-rate-card" or "time-in-future";
        switch (chance.Below(10))
        {
            case < 4:
                await Twice(() => desk.ReplayAsync(group));
                break;
            case < 7 when !mayPass || isSettling || chance.Percent(20):
                await Twice(() => desk.DiscardAsync(group));
                break;
            case 7 when !mayPass:
                await Task.WhenAll(desk.ReplayAsync(group), desk.DiscardAsync(group));
                break;
            default:
                await desk.ResolveAsync(open, ResolveAction.Resolve);
                break;
        }
    }

    private async Task Twice(Func<Task> act) => await Task.WhenAll(Enumerable.Range(0, chance.Percent(15) ? 2 : 1).Select(_ => act()).ToList());
}
