using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>How a line's amount came about: enough to compute it again by hand.</summary>
/// <param name="PlanKey">The price plan.</param>
/// <param name="PlanVersion">Its version.</param>
/// <param name="Model">The price model, such as "graduated".</param>
/// <param name="Steps">The computation, band by band.</param>
/// <param name="UnroundedAmount">The amount before the line was rounded.</param>
/// <param name="Usage">The usage it prices; absent for a recurring fee.</param>
public sealed record Derivation(
    string PlanKey, int PlanVersion, string Model, ImmutableArray<DerivationStep> Steps, decimal UnroundedAmount, MeteredUsage? Usage = null);

/// <summary>One step of a derivation: <paramref name="Quantity"/> x <paramref name="UnitAmount"/> + <paramref name="FlatAmount"/> = <paramref name="Amount"/>.</summary>
public sealed record DerivationStep(string Description, decimal Quantity, decimal UnitAmount, decimal FlatAmount, decimal Amount);

/// <summary>The usage of one meter and group in a frozen period, and the exact set of records it covers.</summary>
/// <param name="SubscriptionId">The contract the usage belongs to.</param>
/// <param name="Meter">Key of the meter.</param>
/// <param name="Group">Values of the meter's dimensions; empty when it has none.</param>
/// <param name="Quantity">The aggregated quantity, in the meter's unit.</param>
/// <param name="EventCount">Records covered.</param>
/// <param name="SetHash">Order-independent 128-bit hash of the records covered, 32 hex digits.</param>
public sealed record MeteredUsage(
    string SubscriptionId, string Meter, ImmutableSortedDictionary<string, string> Group, decimal Quantity, long EventCount, string SetHash);

/// <summary>The priced result of one rate card over one service period.</summary>
public sealed record RatedLine(
    string SubscriptionId,
    Catalog.RateCard RateCard,
    DateTimeOffset ServiceFrom,
    DateTimeOffset ServiceTo,
    decimal Quantity,
    string Unit,
    decimal Amount,
    Derivation Derivation);
