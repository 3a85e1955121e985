using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Tests.Simulation.Faults;

namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>Everything that decides a run: the same setup gives the same run, byte for byte, in any process on any thread.</summary>
/// <param name="Seed">Decides the scenario, the schedule and all other chance.</param>
/// <param name="Plan">What goes wrong.</param>
internal sealed record RunSetup(int Seed, FaultPlan Plan)
{
    /// <summary>How many requests and answers in a hundred are overtaken by other work; null leaves it to the seed.</summary>
    public int? Interleaving { get; init; }

    /// <summary>Whether to keep what happened, step by step.</summary>
    public bool KeepTrace { get; init; }

    /// <summary>How long it may take until the clients are done, and again until everything rests.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Hears each line of the trace at once: a run that does not end shows where it is.</summary>
    public Action<string>? Listener { get; init; }

    /// <summary>Whether to run it twice and compare.</summary>
    public bool Repeat { get; init; }

    /// <summary>Whether to count the recovery paths that are taken.</summary>
    public bool CountPaths { get; init; }

    /// <summary>Replaces services of the fabric, for planted bugs.</summary>
    public Action<IServiceCollection>? Configure { get; init; }
}
