namespace RevenueFunctions.Catalog;

/// <summary>An account's contract on one version of a price plan, from an instant (inclusive) to an instant (exclusive; absent: until ended).</summary>
public sealed record Subscription(string Id, string AccountId, string PlanKey, int PlanVersion, DateTimeOffset From, DateTimeOffset? To = null)
{
    /// <summary>True when the contract covers the instant.</summary>
    public bool Covers(DateTimeOffset instant) => instant >= From && (To is null || instant < To);
}
