namespace RevenueFunctions.Local.Engines.Durable.Orchestrations;

/// <summary>The replayed orchestrator decided otherwise than its history says. The message says what differs.</summary>
public sealed class NonDeterministicOrchestrationException(string difference)
    : InvalidOperationException("Non-Deterministic workflow detected: " + difference)
{
    /// <summary>The error type that Durable Task reports for this.</summary>
    public const string ErrorType = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";
}
