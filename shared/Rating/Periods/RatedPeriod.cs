using RevenueFunctions.Ingest;

namespace RevenueFunctions.Rating;

/// <summary>A billing period that was rated: the usage that was looked at, and what became of it.</summary>
public sealed record RatedPeriod(PeriodUsage Usage, RatingOutcome Outcome);
