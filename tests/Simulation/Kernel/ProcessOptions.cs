namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>What makes one process of a run differ from the one before.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Seed">The seed of the host's own randomness.</param>
internal sealed record ProcessOptions(int Number, int Seed);
