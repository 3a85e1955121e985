using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;

namespace RevenueFunctions.Sagas;

/// <summary>Where sagas and people meet: questions become exception cases, resolutions become answers.</summary>
public sealed class SagaDesk(SagaJournal journal, ExceptionStore exceptions, CatalogReader catalog, TimeProvider clock)
{
    private const string EscalatedCode = "service-level-missed";
    private const string CompensatedCode = "saga-compensated";
    private const string StoppedCode = "saga-stopped";

    /// <summary>True for a case that a saga waits for an answer to. Its reports ask nothing: they are only settled.</summary>
    public static bool IsQuestion(ExceptionCase raised)
    {
        ArgumentNullException.ThrowIfNull(raised);
        return raised.Kind == ExceptionKind.Saga && raised.Code is not EscalatedCode and not CompensatedCode and not StoppedCode;
    }

    /// <summary>True for a case of a run that failed: undone, or stopped half-way.</summary>
    public static bool IsFailure(ExceptionCase raised)
    {
        ArgumentNullException.ThrowIfNull(raised);
        return raised.Kind == ExceptionKind.Saga && raised.Code is CompensatedCode or StoppedCode;
    }

    /// <summary>Raises the case that stands for a question. A repeat after it was answered raises nothing.</summary>
    public async Task AskAsync(SagaQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (await ReadAsync(question, cancellationToken) is null)
        {
            await exceptions.RaiseAsync(question.ToCase(await LegalEntityOfAsync(question.SagaId, cancellationToken), clock.GetUtcNow()), cancellationToken);
        }
    }

    /// <summary>The answer to a question, or null.</summary>
    public Task<SagaAnswer?> ReadAsync(SagaQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return journal.FindAnswerAsync(question.SagaId, question.CaseId, cancellationToken);
    }

    /// <summary>
    /// Answers a question: the answer is stored, then the case is settled, then the saga is rung. A crash in between leaves a stored
    /// answer that the saga finds by itself. Answers the answer that stands.
    /// </summary>
    public async Task<SagaAnswer> AnswerAsync(ExceptionCase asked, SagaAction action, string note, ISagaDoorbell sagas, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(sagas);
        var answer = await journal.AnswerAsync(asked.Subject, asked.Id, action, note, cancellationToken);
        await exceptions.ResolveAsync(asked.Id, $"{answer.Action}: {answer.Note}", cancellationToken);
        await sagas.RingAsync(asked.Subject, SagaEvents.Resolved, cancellationToken);
        return answer;
    }

    /// <summary>Says that a question was not answered in time, by a case of its own for those who lead.</summary>
    public async Task EscalateAsync(SagaQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        await exceptions.RaiseAsync(
            new ExceptionCase(
                $"{question.CaseId}:escalated",
                ExceptionKind.Saga,
                EscalatedCode,
                $"Nobody answered {question.SagaId} within its service level",
                $"See to it that the case '{question.CaseId}' is resolved, then resolve this one.",
                "finance-lead",
                question.SagaId,
                ExceptionState.Open,
                clock.GetUtcNow(),
                question.Message,
                await LegalEntityOfAsync(question.SagaId, cancellationToken)),
            cancellationToken);
    }

    /// <summary>Says that a run stopped half-way without recording its end: nothing goes on with it before a person starts it again.</summary>
    public async Task ReportStoppedAsync(SagaRecord record, string detail, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        await exceptions.RaiseAsync(
            new ExceptionCase(
                StoppedCaseId(record.SagaId, record.Run),
                ExceptionKind.Saga,
                StoppedCode,
                $"{record.SagaId} stopped half-way",
                "Read its history, mend the cause, and close the period again: each step finds what is done. The case is settled when the saga ends.",
                "platform-engineering",
                record.SagaId,
                ExceptionState.Open,
                clock.GetUtcNow(),
                detail,
                await LegalEntityOfAsync(record.SagaId, cancellationToken)),
            cancellationToken);
    }

    /// <summary>Records the end of a run. One that was compensated stays visible as a case until a person has dealt with it.</summary>
    public async Task EndAsync(SagaEnd end, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(end);
        if (end.State == SagaState.Compensated)
        {
            await exceptions.RaiseAsync(
                new ExceptionCase(
                    $"saga:{end.SagaId}:{end.Run}:compensated",
                    ExceptionKind.Saga,
                    CompensatedCode,
                    $"{end.SagaId} failed and was undone",
                    "Mend the cause and close the period again with 'again', then resolve this case.",
                    "revenue-operations",
                    end.SagaId,
                    ExceptionState.Open,
                    clock.GetUtcNow(),
                    $"{end.Code}: {end.Message}",
                    await LegalEntityOfAsync(end.SagaId, cancellationToken)),
                cancellationToken);
        }

        await journal.EndAsync(end, cancellationToken);
        await exceptions.ResolveAsync(StoppedCaseId(end.SagaId, end.Run), $"The saga was started again and ended: {end.State}.", cancellationToken);
    }

    private static string StoppedCaseId(string sagaId, int run) => $"saga:{sagaId}:{run}:stopped";

    private async Task<string?> LegalEntityOfAsync(string sagaId, CancellationToken cancellationToken) =>
        SagaId.Parse(sagaId) is { } id && (await catalog.GetCurrentAsync(cancellationToken)).Accounts.TryGetValue(id.AccountId, out var account)
            ? account.LegalEntityId
            : null;
}
