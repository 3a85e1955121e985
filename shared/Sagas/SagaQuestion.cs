using RevenueFunctions.Exceptions;

namespace RevenueFunctions.Sagas;

/// <summary>What a saga asks a person.</summary>
/// <param name="CaseId">Id of the exception case: one for each question of a run.</param>
/// <param name="SagaId">Who asks.</param>
/// <param name="Step">The step that is not done.</param>
/// <param name="Code">Why.</param>
/// <param name="Message">The same for a person.</param>
public sealed record SagaQuestion(string CaseId, string SagaId, string Step, string Code, string Message)
{
    /// <summary>The exception case that stands for the question.</summary>
    public ExceptionCase ToCase(string? legalEntityId, DateTimeOffset now) => new(
        CaseId,
        ExceptionKind.Saga,
        Code,
        $"{SagaId} waits for a decision at {Step}",
        "Mend the cause and resolve with 'retry'; or 'skip' to go on without the step; or 'abort' to undo what was done.",
        "revenue-operations",
        SagaId,
        ExceptionState.Open,
        now,
        Message,
        legalEntityId);
}
