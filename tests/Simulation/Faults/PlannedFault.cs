namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>One fault of a plan: the n-th time its fault point is passed, it strikes.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Occurrence">At which passing of the fault point, counted from 1.</param>
/// <param name="Size">How much, from 0 to 99: what it scales is the fault point's own matter.</param>
internal readonly record struct PlannedFault(FaultKind Kind, int Occurrence, int Size)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}@{Occurrence}:{Size}";
}
