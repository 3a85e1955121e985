namespace RevenueFunctions.Tests.Simulation.Running;

/// <summary>The command line is wrong; the message tells the person why and what to do.</summary>
internal sealed class SimulationOptionException(string message) : Exception(message);
