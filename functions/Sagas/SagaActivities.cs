using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>The activities that every saga shares: asking people, and ending.</summary>
public sealed class SagaActivities(SagaDesk desk)
{
    /// <summary>Raises the case that stands for a question.</summary>
    [Function(nameof(AskPerson))]
    public Task AskPerson([ActivityTrigger] SagaQuestion question, CancellationToken cancellationToken) => desk.AskAsync(question, cancellationToken);

    /// <summary>The answer to a question, or null.</summary>
    [Function(nameof(ReadAnswer))]
    public Task<SagaAnswer?> ReadAnswer([ActivityTrigger] SagaQuestion question, CancellationToken cancellationToken) => desk.ReadAsync(question, cancellationToken);

    /// <summary>Says that a question was not answered in time.</summary>
    [Function(nameof(EscalateQuestion))]
    public Task EscalateQuestion([ActivityTrigger] SagaQuestion question, CancellationToken cancellationToken) => desk.EscalateAsync(question, cancellationToken);

    /// <summary>Records the end of a saga.</summary>
    [Function(nameof(EndSaga))]
    public Task EndSaga([ActivityTrigger] SagaEnd end, CancellationToken cancellationToken) => desk.EndAsync(end, cancellationToken);
}
