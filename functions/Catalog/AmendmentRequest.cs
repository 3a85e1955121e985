using System.Collections.Immutable;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Functions.Catalog;

/// <summary>An amendment as its sender writes it; only the members of its kind are given.</summary>
/// <param name="Id">Identity, unique within the subscription: sending it again changes nothing.</param>
/// <param name="Kind">What it changes.</param>
/// <param name="EffectiveAt">From when on it holds; may lie in the past.</param>
/// <param name="RateCard">Of a quantity: key of a rate card without a meter.</param>
/// <param name="Quantity">Of a quantity: the new one.</param>
/// <param name="PlanKey">Of a plan: the new plan.</param>
/// <param name="PlanVersion">Of a plan: its version.</param>
/// <param name="Quantities">Of a plan: quantities of its rate cards.</param>
/// <param name="TrialUntil">Of a trial: its end.</param>
/// <param name="Reason">Why, for those who read the timeline.</param>
public sealed record AmendmentRequest(
    string Id,
    AmendmentKind Kind,
    DateTimeOffset EffectiveAt,
    string? RateCard = null,
    decimal? Quantity = null,
    string? PlanKey = null,
    int? PlanVersion = null,
    ImmutableSortedDictionary<string, decimal>? Quantities = null,
    DateTimeOffset? TrialUntil = null,
    string? Reason = null)
{
    /// <summary>The amendment of a subscription; the desk says when it was recorded.</summary>
    internal Amendment Of(string subscriptionId) =>
        new(Id, subscriptionId, EffectiveAt, default, Kind, RateCard, Quantity, PlanKey, PlanVersion, Quantities, TrialUntil, Reason);
}
