namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>A promise that holds after every run, whatever went wrong during it.</summary>
internal interface IInvariant
{
    /// <summary>Its name, such as "conservation".</summary>
    string Name { get; }

    /// <summary>Looks at what the run left; answers what broke the promise, in words that say where to look.</summary>
    Task<IReadOnlyList<string>> CheckAsync(Outcome outcome);
}
