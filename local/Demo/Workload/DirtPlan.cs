namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>How much of the workload is wrong on purpose. Counts are events, whole numbers fixed before the first one is made.</summary>
internal sealed record DirtPlan(int Duplicates, int ConflictingDuplicates, int Late, int Malformed, int SchemaViolations, int Unmapped, int InternalProbes, int Staging)
{
    /// <summary>The dirt of a workload of this many events: about 5 % of it.</summary>
    public static DirtPlan For(int events) => new(
        Duplicates: events / 100,
        ConflictingDuplicates: Math.Max(3, events / 5_000),
        Late: Math.Max(10, events / 500),
        Malformed: Math.Max(3, events / 2_000),
        SchemaViolations: Math.Max(5, events / 500),
        Unmapped: Math.Max(20, events / 100),
        InternalProbes: Math.Max(5, events / 200),
        Staging: Math.Max(5, events / 200));

    /// <summary>All of it.</summary>
    public int Total => Duplicates + ConflictingDuplicates + Late + Malformed + SchemaViolations + Unmapped + InternalProbes + Staging;
}
