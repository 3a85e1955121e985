namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>The process behind a client's call is gone, or never answered: the client cannot know what became of the call.</summary>
internal sealed class ConnectionLostException() : IOException("The connection was lost.");
