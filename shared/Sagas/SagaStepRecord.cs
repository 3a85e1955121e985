namespace RevenueFunctions.Sagas;

/// <summary>What a step of a saga, or a compensation, came to when it was last called.</summary>
/// <param name="Run">The run of the saga.</param>
/// <param name="Order">Its place in the run.</param>
/// <param name="Step">Name of the activity.</param>
/// <param name="Outcome">What it answered.</param>
/// <param name="At">When.</param>
public sealed record SagaStepRecord(int Run, int Order, string Step, StepOutcome Outcome, DateTimeOffset At);
