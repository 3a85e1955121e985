namespace RevenueFunctions.Functions.Sagas;

/// <summary>The custom status of a saga: what an operator sees in the engine's own list.</summary>
/// <param name="Step">The step under way.</param>
/// <param name="Waits">What it waits for; absent while it works.</param>
/// <param name="CaseId">The exception case that a person has to answer.</param>
/// <param name="Compensating">True while it undoes what it did.</param>
public sealed record SagaStatus(string Step, string? Waits = null, string? CaseId = null, bool Compensating = false);
