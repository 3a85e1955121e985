namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>Replaying every saga, ended or not, over its stored history makes the decisions that are in it.</summary>
internal sealed class Histories : IInvariant
{
    /// <inheritdoc/>
    public string Name => "histories";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CheckAsync(Outcome outcome) =>
        [.. (await outcome.Fabric.Durable.FindMismatchesAsync()).Select(mismatch => mismatch.ToString())];
}
