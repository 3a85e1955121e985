using RevenueFunctions.Exceptions;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Operations;

/// <summary>Carries out what a person decides about an exception, wherever it came from.</summary>
public sealed class ExceptionDesk(ExceptionStore exceptions, SagaDesk sagas, LaneControl lanes, StandingEntries standing)
{
    /// <summary>Resolves a case by an action that its kind knows.</summary>
    public async Task<ResolveOutcome> ResolveAsync(string id, ResolveAction action, string note, ISagaDoorbell doorbell, CancellationToken cancellationToken = default)
    {
        if (await exceptions.FindAsync(id, cancellationToken) is not { } found)
        {
            return new ResolveOutcome.NotFound(id);
        }

        if (found.State == ExceptionState.Resolved)
        {
            return new ResolveOutcome.Refused($"The case was settled at {found.ResolvedAt:O}: {found.Resolution}");
        }

        return found switch
        {
            _ when SagaDesk.IsQuestion(found) => await AnswerAsync(found, action, note, doorbell, cancellationToken),
            { Kind: ExceptionKind.Posting } when action is ResolveAction.Retry or ResolveAction.Skip => await MoveLaneAsync(found, action, note, doorbell, cancellationToken),
            _ when action == ResolveAction.Resolve => await SettleAsync(found, note, cancellationToken),
            { Kind: ExceptionKind.Quarantine } => new ResolveOutcome.Refused("Quarantined events are replayed, not retried: mend the cause and replay their group, or resolve the case to leave them there."),
            _ => new ResolveOutcome.Refused($"A case of kind {found.Kind} ({found.Code}) knows the action 'resolve' only."),
        };
    }

    private async Task<ResolveOutcome> AnswerAsync(ExceptionCase found, ResolveAction action, string note, ISagaDoorbell doorbell, CancellationToken cancellationToken)
    {
        SagaAction? answer = action switch
        {
            ResolveAction.Retry => SagaAction.Retry,
            ResolveAction.Skip => SagaAction.Skip,
            ResolveAction.Abort => SagaAction.Abort,
            _ => null,
        };
        if (answer is not { } given)
        {
            return new ResolveOutcome.Refused("A saga waits for an answer: send 'retry', 'skip' or 'abort'.");
        }

        var answered = await sagas.AnswerAsync(found, given, note, doorbell, cancellationToken);
        return answered.Action == given
            ? new ResolveOutcome.Settled((await exceptions.FindAsync(found.Id, cancellationToken))!)
            : new ResolveOutcome.Refused($"Somebody answered '{answered.Action}' before.");
    }

    private async Task<ResolveOutcome> MoveLaneAsync(ExceptionCase found, ResolveAction action, string note, ISagaDoorbell doorbell, CancellationToken cancellationToken)
    {
        if (found.LegalEntityId is not { } legalEntityId)
        {
            return new ResolveOutcome.Refused("The case belongs to no lane.");
        }

        // Behind an entry without a saga nobody waits who could queue it again: it is done here.
        if (action == ResolveAction.Retry && await standing.RetryAsync(legalEntityId, found.Subject, cancellationToken))
        {
            return new ResolveOutcome.Settled((await exceptions.ResolveAsync(found.Id, note, cancellationToken))!);
        }

        var moved = action == ResolveAction.Retry
            ? await lanes.RetryAsync(legalEntityId, note, doorbell, found.Subject, cancellationToken)
            : await lanes.SkipAsync(legalEntityId, note, doorbell, found.Subject, cancellationToken);
        return moved.Kind == LaneActionKind.Done
            ? new ResolveOutcome.Settled((await exceptions.FindAsync(found.Id, cancellationToken))!)
            : new ResolveOutcome.Refused($"The lane of {legalEntityId} does not stand still on {found.Subject}; 'resolve' settles the case.");
    }

    private async Task<ResolveOutcome> SettleAsync(ExceptionCase found, string note, CancellationToken cancellationToken) =>
        new ResolveOutcome.Settled((await exceptions.ResolveAsync(found.Id, note, cancellationToken))!);
}
