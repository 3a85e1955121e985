namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Somebody outside the fabric who acts.</summary>
/// <param name="Name">For the trace and for what went wrong.</param>
/// <param name="Act">What they do.</param>
/// <param name="WorksToTheEnd">Whether they go home only when the run is over; the run does not wait for them.</param>
internal sealed record Person(string Name, Func<Stage, Task> Act, bool WorksToTheEnd = false);
