using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>
/// An agreed change of a contract, recorded once and never changed: what the contract says is its subscription and all its amendments. Only
/// the members of its kind are given.
/// </summary>
/// <param name="Id">Identity given by whoever records it, unique within the subscription: the same one again is the same amendment.</param>
/// <param name="SubscriptionId">The contract.</param>
/// <param name="EffectiveAt">From when on it holds; may lie in the past.</param>
/// <param name="RecordedAt">When the fabric learned of it.</param>
/// <param name="Kind">What it changes.</param>
/// <param name="RateCard">Of a quantity: key of a rate card without a meter of the plan then in force.</param>
/// <param name="Quantity">Of a quantity: the new one, zero or more.</param>
/// <param name="PlanKey">Of a plan: the new plan.</param>
/// <param name="PlanVersion">Of a plan: its version.</param>
/// <param name="Quantities">Of a plan: quantities of its rate cards; others keep theirs where the new plan has the same rate card.</param>
/// <param name="TrialUntil">Of a trial: its end.</param>
/// <param name="Reason">Why, for those who read the timeline.</param>
public sealed record Amendment(
    string Id,
    string SubscriptionId,
    DateTimeOffset EffectiveAt,
    DateTimeOffset RecordedAt,
    AmendmentKind Kind,
    string? RateCard = null,
    decimal? Quantity = null,
    string? PlanKey = null,
    int? PlanVersion = null,
    ImmutableSortedDictionary<string, decimal>? Quantities = null,
    DateTimeOffset? TrialUntil = null,
    string? Reason = null);
