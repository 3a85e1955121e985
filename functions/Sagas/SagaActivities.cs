using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Sagas;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>The activities that every saga shares: asking people, and ending.</summary>
public sealed class SagaActivities(SagaDesk desk, FabricTracing tracing)
{
    /// <summary>Raises the case that stands for a question.</summary>
    [Function(nameof(AskPerson))]
    public Task AskPerson([ActivityTrigger] SagaQuestion question, CancellationToken cancellationToken) =>
        TraceAsync(nameof(AskPerson), question, () => desk.AskAsync(question, cancellationToken));

    /// <summary>The answer to a question, or null.</summary>
    [Function(nameof(ReadAnswer))]
    public Task<SagaAnswer?> ReadAnswer([ActivityTrigger] SagaQuestion question, CancellationToken cancellationToken) => desk.ReadAsync(question, cancellationToken);

    /// <summary>Says that a question was not answered in time.</summary>
    [Function(nameof(EscalateQuestion))]
    public Task EscalateQuestion([ActivityTrigger] SagaQuestion question, CancellationToken cancellationToken) =>
        TraceAsync(nameof(EscalateQuestion), question, () => desk.EscalateAsync(question, cancellationToken));

    /// <summary>Records the end of a saga.</summary>
    [Function(nameof(EndSaga))]
    public Task EndSaga([ActivityTrigger] SagaEnd end, CancellationToken cancellationToken) =>
        tracing.RunAsync(nameof(EndSaga), ActivityKind.Internal, Correlation.OfPeriod(end.AccountId, end.PeriodKey), span =>
        {
            span?.SetTag(FabricTags.SagaId, end.SagaId).SetTag(FabricTags.SagaRun, end.Run).SetTag(FabricTags.Outcome, FabricTracing.Text(end.State)).SetTag(FabricTags.Code, end.Code);
            return desk.EndAsync(end, cancellationToken);
        });

    // Not for reading an answer: a saga looks for it again and again while a person thinks, and a look is no news.
    private Task TraceAsync(string name, SagaQuestion question, Func<Task> work) =>
        tracing.RunAsync(name, ActivityKind.Internal, Correlation.OfKey(question.SagaId), span =>
        {
            span?.SetTag(FabricTags.SagaId, question.SagaId).SetTag(FabricTags.SagaStep, question.Step).SetTag(FabricTags.Code, question.Code);
            return work();
        });
}
