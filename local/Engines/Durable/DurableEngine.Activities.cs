using System.Text;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable;

public sealed partial class DurableEngine
{
    private async Task RunActivityAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var answer = await AnswerOfAsync(call, cancellationToken);
        lock (gate)
        {
            activitiesInFlight--;
            if (answer is null)
            {
                calls.Enqueue(call);
            }
            else if (IsCurrent(call.Instance, call.Generation))
            {
                call.Instance.Arrived.Add(new ArrivedEvent(answer, null));
                MakeReady(call.Instance);
            }
        }

        WorkArrived?.Invoke();
    }

    /// <summary>The activity's completion or failure; null when the host stopped it, so that it runs again.</summary>
    private async Task<HistoryEvent?> AnswerOfAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var (scheduled, instanceId) = (call.Scheduled, call.Instance.Row.Id);
        if (!functions.HasActivity(scheduled.Name!))
        {
            return Failed(new DurableFailure("ActivityTaskNotFound", $"No activity function is named '{scheduled.Name}': deploy it, then rewind the instance.", IsNonRetriable: true));
        }

        try
        {
            var result = await functions.RunActivityAsync(scheduled.Name!, instanceId, scheduled.Input, cancellationToken);
            return result is not null && result.Length > options.PayloadBytes / 4 && Encoding.UTF8.GetByteCount(result) is var bytes && bytes > options.PayloadBytes
                ? Failed(new DurableFailure(
                    typeof(InvalidOperationException).FullName!,
                    $"The result of activity '{scheduled.Name}' has {bytes:N0} bytes, the limit is {options.PayloadBytes:N0}: store the document and return its id."))
                : Answer(HistoryEventType.TaskCompleted, scheduled.EventId, Now) with { Result = result };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception thrown)
        {
            // Whatever an activity throws is its outcome: the orchestrator decides what becomes of it.
            LogActivityFailed(thrown, scheduled.Name!, instanceId);
            return Failed(DurableFailure.From(thrown));
        }

        HistoryEvent Failed(DurableFailure failure) =>
            Answer(HistoryEventType.TaskFailed, scheduled.EventId, Now) with { Reason = failure.ErrorMessage, Failure = failure };
    }
}
