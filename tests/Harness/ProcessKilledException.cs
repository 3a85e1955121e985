namespace RevenueFunctions.Tests.Harness;

/// <summary>The process is dead. Unlike an outage of the store, nothing under test may handle this and go on.</summary>
public sealed class ProcessKilledException() : InvalidOperationException("The process was killed.");
