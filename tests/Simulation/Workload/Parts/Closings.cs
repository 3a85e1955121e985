using Microsoft.AspNetCore.Http;
using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Operations;
using RevenueFunctions.Local.Demo.Oracle;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>Who closes which period: by name, once or twice at once, too early on purpose, all that are due, or the clock alone.</summary>
internal sealed class Closings : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        foreach (var account in draft.Catalog.Accounts)
        {
            foreach (var period in draft.PeriodsOf(account))
            {
                AddCloser(draft, account, period, chance);
            }
        }
    }

    private static void AddCloser(ScenarioDraft draft, Account account, OraclePeriod period, Chance chance)
    {
        var name = $"closer of {account.Id} {period.Key}";
        var usual = period.End.AddMinutes(chance.Between(50, 150));
        switch (chance.Below(10))
        {
            case < 2 when draft.ClosesByClock:
                break;
            case < 4:
                draft.Act(name, stage => CloseDueAsync(stage, usual));
                break;
            case 4:
                var early = period.End.AddMinutes(-chance.Between(1, 150));
                draft.Act(name, stage => CloseAsync(stage, account, period, early, isForced: true));
                break;
            case 5:
                draft.Act(name, stage => Task.WhenAll(CloseAsync(stage, account, period, usual, isForced: false), CloseAsync(stage, account, period, usual, isForced: false)));
                break;
            case 6:
                draft.Act(name, stage => Task.WhenAll(CloseAsync(stage, account, period, usual, isForced: false), CloseDueAsync(stage, usual)));
                break;
            default:
                draft.Act(name, stage => CloseAsync(stage, account, period, usual, isForced: false));
                break;
        }
    }

    private static async Task CloseAsync(Stage stage, Account account, OraclePeriod period, DateTimeOffset at, bool isForced)
    {
        await stage.World.UntilAsync(at);
        var route = Client.Route("id", account.Id, "period", period.Key);
        ApiAnswer answer;
        while ((answer = await stage.CallAsync("ClosePeriod", route, new CloseRequest(isForced))).Status == StatusCodes.Status409Conflict
            && answer.Text.Contains("period-not-over", StringComparison.Ordinal))
        {
            // The grace is not over, or a process whose clock is behind does not see the period as over.
            await stage.World.WaitAsync(TimeSpan.FromMinutes(20));
        }
    }

    private static async Task CloseDueAsync(Stage stage, DateTimeOffset at)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            await stage.World.UntilAsync(at.AddHours(tries));
            await stage.CallAsync("CloseDuePeriods");
        }
    }
}
