using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>An instance as queries see it.</summary>
public sealed record InstanceState(
    string InstanceId,
    string Name,
    string? Version,
    InstanceStatus Status,
    DateTime CreatedAt,
    DateTime LastUpdatedAt,
    string? Input,
    string? Output,
    string? CustomStatus,
    DurableFailure? Failure,
    string? ParentInstanceId,
    IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>True when it ended: completed, failed or terminated.</summary>
    public bool HasEnded => Status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated;
}

/// <summary>Which instances a query lists.</summary>
/// <param name="InstanceIdPrefix">Only ids that begin so.</param>
/// <param name="Statuses">Only these states; null for all.</param>
/// <param name="CreatedFrom">Created at or after.</param>
/// <param name="CreatedTo">Created at or before.</param>
public sealed record InstanceFilter(
    string? InstanceIdPrefix = null, IReadOnlySet<InstanceStatus>? Statuses = null, DateTime? CreatedFrom = null, DateTime? CreatedTo = null)
{
    internal bool Matches(InstanceState state) =>
        (InstanceIdPrefix is null || state.InstanceId.StartsWith(InstanceIdPrefix, StringComparison.Ordinal))
        && (Statuses is null || Statuses.Contains(state.Status))
        && (CreatedFrom is null || state.CreatedAt >= CreatedFrom)
        && (CreatedTo is null || state.CreatedAt <= CreatedTo);
}

/// <summary>One page of instances, in the order of their keys. <see cref="Continuation"/> is null on the last page.</summary>
public sealed record InstancePage(IReadOnlyList<InstanceState> Instances, string? Continuation);
