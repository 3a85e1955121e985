using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Oracle;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>Who uses what, and how much: account profiles made from the catalog, drawn from by weight.</summary>
internal sealed class Traffic
{
    /// <summary>Producers that report usage; each one's events keep their order in one partition of the hub.</summary>
    public const int Producers = 6;

    // Shares of the traffic by event type, per thousand.
    private static readonly ImmutableArray<(string Type, int Share)> Mix =
    [
        ("acme.api.request", 450), ("acme.llm.completion", 170), ("acme.network.egress", 170), ("acme.app.session", 90),
        ("acme.storage.size", 45), ("acme.realtime.connections", 40), ("acme.compute.load", 25), ("acme.workspace.seats", 10),
    ];

    private readonly int[] cumulative;

    /// <summary>Makes the profiles for the period that begins in the month.</summary>
    public Traffic(CatalogDocuments catalog, int year, int month)
    {
        Accounts = [.. catalog.Accounts.Select((account, index) => Profile(catalog, account, index, OraclePeriod.In(account, year, month)))];
        cumulative = new int[Accounts.Length];
        var sum = 0;
        for (var i = 0; i < Accounts.Length; i++)
        {
            cumulative[i] = sum += Accounts[i].Weight;
        }
    }

    /// <summary>All accounts.</summary>
    public ImmutableArray<AccountProfile> Accounts { get; }

    /// <summary>An account, by weight.</summary>
    public AccountProfile Draw(Random random)
    {
        var at = Array.BinarySearch(cumulative, random.Next(cumulative[^1]) + 1);
        return Accounts[at < 0 ? ~at : at];
    }

    /// <summary>One of the event types that the contract's plan charges for, by share.</summary>
    public static string DrawType(ContractProfile contract, Random random)
    {
        var total = Mix.Where(entry => contract.EventTypes.Contains(entry.Type)).Sum(entry => entry.Share);
        var pick = random.Next(total);
        foreach (var (type, share) in Mix)
        {
            if (contract.EventTypes.Contains(type) && (pick -= share) < 0)
            {
                return type;
            }
        }

        throw new InvalidOperationException($"The plan of {contract.Subscription.Id} charges for no usage.");
    }

    private static AccountProfile Profile(CatalogDocuments catalog, Account account, int index, OraclePeriod period)
    {
        var contracts = catalog.Subscriptions
            .Where(subscription => subscription.AccountId == account.Id && subscription.From < period.End && (subscription.To is null || subscription.To > period.Start))
            .Select(subscription => new ContractProfile(subscription, EventTypes(catalog, subscription)));

        // A few large customers cause most of the traffic.
        return new AccountProfile(account, period, [.. contracts], Weight: index % 12 == 0 ? 24 : 1 + (index % 5), Producer: index % Producers);
    }

    private static ImmutableArray<string> EventTypes(CatalogDocuments catalog, Subscription subscription)
    {
        var plan = catalog.Plans.Single(plan => plan.Key == subscription.PlanKey && plan.Version == subscription.PlanVersion);
        var meters = plan.RateCards.Where(card => card.Meter is not null).Select(card => card.Meter).ToHashSet(StringComparer.Ordinal);
        return [.. catalog.Meters.Where(meter => meters.Contains(meter.Key)).Select(meter => meter.EventType).Distinct(StringComparer.Ordinal)];
    }
}
