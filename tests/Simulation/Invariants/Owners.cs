using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>Nothing stands still without somebody who has to act: no saga, lane, fence, message or hub batch; and every open case can be answered.</summary>
internal sealed class Owners : IInvariant
{
    /// <inheritdoc/>
    public string Name => "owners";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CheckAsync(Outcome outcome)
    {
        var broken = new List<string>();
        var waits = new Dictionary<string, SagaStatus>(StringComparer.Ordinal);
        foreach (var id in outcome.State.Active.Keys)
        {
            waits[id] = await SagaStatuses.OfAsync(outcome.Fabric, id);
        }

        CheckSagas(outcome.State, waits, broken);
        CheckFences(outcome.State, broken);
        foreach (var lane in outcome.State.Lanes)
        {
            CheckLane(outcome.State, lane, broken);
        }

        foreach (var open in outcome.State.OpenCases.Values)
        {
            CheckCase(outcome.State, waits, open, broken);
        }

        CheckMessages(outcome, broken);
        await CheckHubAsync(outcome, broken);
        return broken;
    }

    private static void CheckSagas(FinalState state, Dictionary<string, SagaStatus> waits, List<string> broken)
    {
        foreach (var (id, status) in waits)
        {
            // Behind a lane that stands still, the lane's case is the saga's too.
            var entityId = status.CaseId is null ? state.Lanes.FirstOrDefault(lane => lane.Entries.Any(found => found.Entry.SagaId == id))?.LegalEntityId : null;
            var isOwned = status.CaseId is { } caseId ? state.OpenCases.ContainsKey(caseId) : entityId is not null && state.Lane(entityId)!.Head.BlockedKey is not null;
            if (!isOwned)
            {
                broken.Add($"{id} is at {status.Step}, waits for {status.Waits ?? "nothing"}, and nobody has to act ({(status.CaseId is null ? "no case" : $"case {status.CaseId} is not open")})");
            }

            if (state.Saga(id)?.Record is not { State: SagaState.Running })
            {
                broken.Add($"{id} runs, and its record says {state.Saga(id)?.Record?.State.ToString() ?? "nothing"}");
            }
        }

        foreach (var saga in state.Sagas.Where(saga => saga.Record is { State: SagaState.Running } && !waits.ContainsKey(saga.Id)))
        {
            broken.Add($"{saga.Id} run {saga.Record!.Run} is recorded as running since {saga.Record.StartedAt:O}, and nothing runs");
        }
    }

    private static void CheckFences(FinalState state, List<string> broken)
    {
        foreach (var (partition, fence) in state.Fences.Where(one => one.Fence.State != FenceState.Open))
        {
            var record = fence.Owner is null ? null : state.Saga(fence.Owner)?.Record;
            if (record?.State != (fence.State == FenceState.Frozen ? SagaState.Running : SagaState.Completed) && !WasLeft(state, fence))
            {
                broken.Add($"usage {partition} is {fence.State}, held by {fence.Owner ?? "nobody"}, which is {record?.State.ToString() ?? "not there"}");
            }
        }
    }

    /// <summary>True when a person decided that the saga leaves the fence as it is.</summary>
    private static bool WasLeft(FinalState state, Fence fence) => fence.Owner is not null && state.Saga(fence.Owner) is { Record: { } record } saga
        && (saga.WasDecidedAgainst(record.Run, nameof(InvoiceActivities.ReopenUsage)) || saga.WasDecidedAgainst(record.Run, nameof(InvoiceActivities.CloseUsage)));

    private static void CheckLane(FinalState state, PostingLaneState lane, List<string> broken)
    {
        var next = lane.Entries.Select(found => found.Entry).FirstOrDefault(entry => entry.Sequence == lane.Head.Next);
        if (lane.Head.BlockedKey is not null && lane.Head.BlockedKey != next?.Entry.PostingKey)
        {
            broken.Add($"lane {lane.LegalEntityId} stands still on {lane.Head.BlockedKey}, and goes on at {lane.Head.Next}, which is {next?.Entry.PostingKey ?? "not there"}");
        }

        if (next is not null && (lane.Head.BlockedKey is null || !state.OpenCases.ContainsKey(PostingCase.IdOf(next))))
        {
            broken.Add($"lane {lane.LegalEntityId}: {lane.Last - lane.Head.Next + 1} entries wait behind {next.Entry.PostingKey} ({next.State}, {next.Code ?? "no reason"}) and nobody has to act: blocked on {lane.Head.BlockedKey ?? "nothing"}, retry at {lane.Head.RetryAt?.ToString("O") ?? "never"}, case {PostingCase.IdOf(next)} {(state.OpenCases.ContainsKey(PostingCase.IdOf(next)) ? "open" : "not open")}");
        }
    }

    private static void CheckCase(FinalState state, Dictionary<string, SagaStatus> waits, ExceptionCase open, List<string> broken)
    {
        if (string.IsNullOrWhiteSpace(open.Owner) || string.IsNullOrWhiteSpace(open.Remedy) || string.IsNullOrWhiteSpace(open.Title))
        {
            broken.Add($"case {open.Id} has owner '{open.Owner}', remedy '{open.Remedy}', title '{open.Title}'");
        }

        var isQuestion = SagaDesk.IsQuestion(open);
        if (isQuestion && waits.GetValueOrDefault(open.Subject)?.CaseId != open.Id)
        {
            broken.Add($"case {open.Id} ({open.Code}) asks for an answer, and {open.Subject} waits for {waits.GetValueOrDefault(open.Subject)?.CaseId ?? "none"}");
        }

        if (open.Kind == ExceptionKind.Posting && open.Code != "posting-key-conflict")
        {
            var entry = state.Lanes.SelectMany(lane => lane.Entries).Select(found => found.Entry).FirstOrDefault(entry => PostingCase.IdOf(entry) == open.Id);
            var stands = entry is not null && state.Lane(entry.Entry.LegalEntityId)!.Head.BlockedKey == open.Subject;
            var isAsked = entry is { State: LaneEntryState.SetAside, SagaId: { } saga } && waits.ContainsKey(saga);
            if (!stands && !isAsked && entry?.State != LaneEntryState.SetAside)
            {
                broken.Add($"case {open.Id} ({open.Code}) is open, and its posting is {entry?.State.ToString() ?? "not there"}");
            }
        }
    }

    private static void CheckMessages(Outcome outcome, List<string> broken)
    {
        var messages = outcome.State.Messages;
        broken.AddRange(messages.Waiting.Select(message => $"message {message.MessageId} of session {message.SessionId} was never settled, delivered {message.DeliveryCount} times"));
        broken.AddRange(messages.Scheduled
            .Where(message => message.ScheduledFor <= outcome.World.Now)
            .Select(message => $"message {message.MessageId} of session {message.SessionId} was due at {message.ScheduledFor:O} and never delivered"));
        broken.AddRange(messages.Dead
            .Where(message => string.IsNullOrEmpty(message.DeadLetterReason))
            .Select(message => $"message {message.MessageId} of session {message.SessionId} was given up without a reason"));
    }

    private static async Task CheckHubAsync(Outcome outcome, List<string> broken)
    {
        foreach (var partition in await outcome.Fabric.Get<IUsageHub>().GetPartitionsAsync())
        {
            var passed = (await outcome.World.Store.ReadAsync<HubCheckpoint>(HubCheckpoint.Table, $"{Settings.UsageHub}:{Settings.ConsumerGroup}", partition.Id))?.NextSequence ?? 0;
            if (passed != partition.LastEnqueuedSequence + 1)
            {
                broken.Add($"hub partition {partition.Id}: the function is at {passed}, {partition.LastEnqueuedSequence + 1} events were enqueued");
            }
        }
    }
}
