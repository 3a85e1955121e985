using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>
/// An account's contract on one version of a price plan, from an instant (inclusive) to an instant (exclusive; absent: until ended). What
/// was agreed since is in its amendments; <see cref="ContractTimeline"/> says what holds when.
/// </summary>
/// <param name="Id">Stable id.</param>
/// <param name="AccountId">Whose contract.</param>
/// <param name="PlanKey">The plan that it begins with.</param>
/// <param name="PlanVersion">Its version.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; absent: until ended.</param>
/// <param name="LateUsage">What happens to its late usage; absent: what the account says.</param>
/// <param name="Quantities">Agreed quantities, such as seats, by rate card without a meter; one that is not named has the quantity 1.</param>
/// <param name="TrialUntil">End of the trial that it begins with; absent: no trial.</param>
public sealed record Subscription(
    string Id,
    string AccountId,
    string PlanKey,
    int PlanVersion,
    DateTimeOffset From,
    DateTimeOffset? To = null,
    LateUsagePolicy? LateUsage = null,
    ImmutableSortedDictionary<string, decimal>? Quantities = null,
    DateTimeOffset? TrialUntil = null)
{
    /// <summary>True when the contract as it was first signed covers the instant.</summary>
    public bool Covers(DateTimeOffset instant) => instant >= From && (To is null || instant < To);
}
