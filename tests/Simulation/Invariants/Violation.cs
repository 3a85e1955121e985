namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>A promise that a run broke.</summary>
/// <param name="Invariant">Which promise.</param>
/// <param name="Message">What is the case and what should be.</param>
internal sealed record Violation(string Invariant, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Invariant}: {Message}";
}
