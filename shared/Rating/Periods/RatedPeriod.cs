using System.Collections.Immutable;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Rating;

/// <summary>A billing period that was rated: the usage that was looked at, and what became of it.</summary>
/// <param name="Usage">All records that the period bills.</param>
/// <param name="Outcome">The lines, or why there are none.</param>
/// <param name="Notes">What the invoice should say beside its lines, such as late usage that is not charged.</param>
public sealed record RatedPeriod(PeriodUsage Usage, RatingOutcome Outcome, ImmutableArray<string> Notes);
