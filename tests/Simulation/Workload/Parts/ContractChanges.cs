using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Catalog;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload.Parts;

/// <summary>Contracts that change while usage streams in and periods are closed: ended, replaced by another one on a new plan version, or joined by one.</summary>
internal sealed class ContractChanges : IScenarioPart
{
    /// <inheritdoc/>
    public void AddTo(ScenarioDraft draft, Chance chance)
    {
        foreach (var account in draft.Catalog.Accounts.Where(_ => chance.Percent(15)))
        {
            var period = draft.PeriodsOf(account)[^1];
            var at = chance.Between(period.End.AddHours(-3), period.End.AddHours(4));
            var contracts = draft.Catalog.Subscriptions.Where(one => one.AccountId == account.Id).ToList();
            if (contracts is not [{ To: null } contract] || contract.From >= period.End)
            {
                continue;
            }

            var from = contract.From > period.Start ? contract.From : period.Start;
            var until = chance.Between(from.AddMinutes(1), period.End.AddDays(20));
            var plan = draft.Catalog.Plans.Single(one => one.Key == contract.PlanKey && one.Version == contract.PlanVersion);
            var next = Plans.NewVersion(draft.Catalog, plan, 3, chance);
            var isReplaced = chance.Percent(70);
            draft.Act($"sales of {account.Id}", async stage =>
            {
                await stage.World.UntilAsync(at);
                await EndAsync(stage, contract, until);
                if (isReplaced)
                {
                    await ReplaceAsync(stage, contract, next, until);
                }
            });
        }
    }

    private static Task EndAsync(Stage stage, Subscription contract, DateTimeOffset until) => stage.ChangeCatalogAsync(
        "EndSubscription",
        Client.Route("id", contract.Id),
        new SubscriptionEndRequest(until),
        catalog => catalog with { Subscriptions = [.. catalog.Subscriptions.Select(one => one.Id == contract.Id ? one with { To = until } : one)] });

    private static async Task ReplaceAsync(Stage stage, Subscription contract, PricePlan plan, DateTimeOffset from)
    {
        await stage.ChangeCatalogAsync(
            "PutPlan",
            Client.Route("key", plan.Key, "version", plan.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            plan,
            catalog => catalog with { Plans = [.. catalog.Plans.Where(one => one.Key != plan.Key || one.Version != plan.Version), plan] });
        var next = new Subscription($"{contract.Id}-next", contract.AccountId, plan.Key, plan.Version, from);
        await stage.ChangeCatalogAsync(
            "AddSubscription",
            null,
            next,
            catalog => catalog with { Subscriptions = [.. catalog.Subscriptions.Where(one => one.Id != next.Id), next] });
    }
}
