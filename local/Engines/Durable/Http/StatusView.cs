using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable.Http;

/// <summary>Instances and histories in the shape of the Durable Functions HTTP API.</summary>
internal static class StatusView
{
    /// <summary>The status of one instance; with its history when given.</summary>
    public static JsonObject Of(InstanceState state, bool showInput, JsonArray? history = null)
    {
        var status = new JsonObject
        {
            ["name"] = state.Name,
            ["instanceId"] = state.InstanceId,
            ["runtimeStatus"] = state.Status.ToString(),
            ["input"] = showInput ? Payload(state.Input) : null,
            ["customStatus"] = Payload(state.CustomStatus),
            ["output"] = Payload(state.Output),
            ["createdTime"] = Seconds(state.CreatedAt),
            ["lastUpdatedTime"] = Seconds(state.LastUpdatedAt),
            ["version"] = state.Version,
            ["parentInstanceId"] = state.ParentInstanceId,
        };
        if (history is not null)
        {
            status["historyEvents"] = history;
        }

        return status;
    }

    /// <summary>The history as operators read it: a completion carries what was scheduled, and what is pending stays.</summary>
    public static JsonArray HistoryOf(IReadOnlyList<HistoryEvent> history, bool showInput, bool showOutput)
    {
        var scheduled = history
            .Where(one => one.EventType is HistoryEventType.TaskScheduled or HistoryEventType.SubOrchestrationInstanceCreated)
            .ToDictionary(one => one.EventId);
        var answered = history.Select(one => one.TaskScheduledId).OfType<int>().ToHashSet();
        return new JsonArray([.. history
            .Where(one => one.EventType is not (HistoryEventType.OrchestratorStarted or HistoryEventType.OrchestratorCompleted))
            .Where(one => !(scheduled.TryGetValue(one.EventId, out var decision) && decision == one && answered.Contains(one.EventId)))
            .Select(one => View(one, scheduled, showInput, showOutput))]);
    }

    /// <summary>A payload as JSON; a text that is none (an operator's reason) as a string.</summary>
    public static JsonNode? Payload(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static JsonObject View(HistoryEvent one, Dictionary<int, HistoryEvent> scheduled, bool showInput, bool showOutput)
    {
        var view = new JsonObject { ["EventType"] = one.EventType.ToString(), ["Timestamp"] = Precise(one.Timestamp) };
        var decision = one.TaskScheduledId is { } id ? scheduled.GetValueOrDefault(id) : null;
        Add(view, "ScheduledTime", decision is null ? null : Precise(decision.Timestamp));
        Add(view, one.EventType == HistoryEventType.ExecutionStarted ? "FunctionName" : "Name", one.Name);
        Add(view, "FunctionName", decision?.Name);
        Add(view, "InstanceId", one.EventType == HistoryEventType.ExecutionStarted ? null : one.InstanceId ?? decision?.InstanceId);
        Add(view, "FireAt", one.FireAt is { } at ? Precise(at) : null);
        Add(view, "Reason", one.Reason ?? one.Failure?.ErrorMessage);
        Add(view, "Details", one.Failure?.StackTrace);
        Add(view, "OrchestrationStatus", one.OrchestrationStatus);
        if (one.Failure is { } failure)
        {
            view["FailureDetails"] = Failure(failure);
        }

        if (showInput && (one.Input ?? decision?.Input) is { } input)
        {
            view["Input"] = Payload(input);
        }

        if (showOutput && one.Result is { } result)
        {
            view["Result"] = Payload(result);
        }

        return view;
    }

    private static JsonObject Failure(DurableFailure failure) => new()
    {
        ["ErrorType"] = failure.ErrorType,
        ["ErrorMessage"] = failure.ErrorMessage,
        ["StackTrace"] = failure.StackTrace,
        ["InnerFailure"] = failure.InnerFailure is { } inner ? Failure(inner) : null,
        ["IsNonRetriable"] = failure.IsNonRetriable,
    };

    private static void Add(JsonObject view, string name, string? value)
    {
        if (value is not null && !view.ContainsKey(name))
        {
            view[name] = value;
        }
    }

    private static string Seconds(DateTime time) => time.ToString("s", CultureInfo.InvariantCulture) + "Z";

    private static string Precise(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);
}
