namespace RevenueFunctions.Catalog;

/// <summary>An account's contract on one version of a price plan, from an instant (inclusive) to an instant (exclusive; absent: until ended).</summary>
/// <param name="Id">Stable id.</param>
/// <param name="AccountId">Whose contract.</param>
/// <param name="PlanKey">The price plan.</param>
/// <param name="PlanVersion">Its version.</param>
/// <param name="From">Start (inclusive).</param>
/// <param name="To">End (exclusive); absent: until ended.</param>
/// <param name="LateUsage">What happens to its late usage; absent: what the account says.</param>
public sealed record Subscription(
    string Id, string AccountId, string PlanKey, int PlanVersion, DateTimeOffset From, DateTimeOffset? To = null, LateUsagePolicy? LateUsage = null)
{
    /// <summary>True when the contract covers the instant.</summary>
    public bool Covers(DateTimeOffset instant) => instant >= From && (To is null || instant < To);
}
