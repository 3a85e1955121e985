namespace RevenueFunctions.Catalog;

/// <summary>An agreed change of a contract, recorded once and never changed: what the contract says is its subscription and all its amendments.</summary>
/// <param name="Id">Identity given by whoever records it: the same one again is the same amendment.</param>
/// <param name="SubscriptionId">The contract.</param>
/// <param name="EffectiveAt">From when on it holds; may lie in the past.</param>
/// <param name="RecordedAt">When the fabric learned of it.</param>
public sealed record Amendment(string Id, string SubscriptionId, DateTimeOffset EffectiveAt, DateTimeOffset RecordedAt);
