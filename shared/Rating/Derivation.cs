using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>How a line's amount came about: enough to compute it again by hand.</summary>
/// <param name="PlanKey">The price plan.</param>
/// <param name="PlanVersion">Its version.</param>
/// <param name="Model">The price model, such as "graduated".</param>
/// <param name="Steps">The computation, band by band; the amounts of the steps add up to <paramref name="UnroundedAmount"/>.</param>
/// <param name="UnroundedAmount">The amount before the line was rounded.</param>
/// <param name="Usage">The usage it prices, one entry for each group of the meter that the rate card takes; empty for a fee.</param>
public sealed record Derivation(
    string PlanKey,
    int PlanVersion,
    string Model,
    ImmutableArray<DerivationStep> Steps,
    decimal UnroundedAmount,
    ImmutableArray<MeteredUsage> Usage);
