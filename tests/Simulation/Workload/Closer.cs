using Microsoft.AspNetCore.Http;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Closes the accounts' period once it is over, each at a moment of its own.</summary>
internal sealed class Closer(World world, Scenario scenario, Chance chance)
{
    /// <summary>Closes everything.</summary>
    public async Task RunAsync()
    {
        await world.WaitAsync(TimeSpan.FromHours(4.5));
        foreach (var account in scenario.Catalog.Accounts)
        {
            await world.WaitAsync(chance.Between(TimeSpan.Zero, TimeSpan.FromMinutes(10)));
            var route = new Dictionary<string, string> { ["id"] = account.Id, ["period"] = "20261001" };

            // A process whose clock is behind does not see the period as over.
            while ((await Client.CallAsync(world, "ClosePeriod", route)).Status == StatusCodes.Status409Conflict)
            {
                await world.WaitAsync(TimeSpan.FromMinutes(20));
            }
        }
    }
}
