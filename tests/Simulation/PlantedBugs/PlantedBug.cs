using Microsoft.Extensions.DependencyInjection;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>A mistake that somebody could make in the fabric, made on purpose: what proves that an invariant bites.</summary>
/// <param name="Name">What is done wrong, in a few words.</param>
/// <param name="Invariants">The promises of which at least one has to catch it.</param>
/// <param name="Seeds">Within how many seeds, counted from 1.</param>
/// <param name="Plant">Makes the mistake in the services of a process.</param>
internal sealed record PlantedBug(string Name, IReadOnlyList<string> Invariants, int Seeds, Action<IServiceCollection> Plant)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
