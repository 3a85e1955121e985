namespace RevenueFunctions.Sagas;

/// <summary>A person's answer to a saga's question.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Note">Why.</param>
/// <param name="At">When.</param>
public sealed record SagaAnswer(SagaAction Action, string Note, DateTimeOffset At);
