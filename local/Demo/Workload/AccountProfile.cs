using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>An account as the workload sees it: when it may use what, and how much of the traffic it causes.</summary>
/// <param name="Account">The account.</param>
/// <param name="Period">The billing period that the workload fills.</param>
/// <param name="Contracts">Its subscriptions that cover part of the period, and what each one's plan charges for.</param>
/// <param name="Weight">Its share of the traffic.</param>
/// <param name="Producer">Number of the producer that reports its usage.</param>
internal sealed record AccountProfile(Account Account, Oracle.OraclePeriod Period, ImmutableArray<ContractProfile> Contracts, int Weight, int Producer)
{
    /// <summary>The contract in force at an instant, if any.</summary>
    public ContractProfile? ContractAt(DateTimeOffset time) => Contracts.FirstOrDefault(contract => contract.Subscription.Covers(time));
}
