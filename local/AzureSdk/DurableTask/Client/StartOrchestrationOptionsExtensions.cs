namespace Microsoft.DurableTask.Client;

/// <summary>Sets the statuses in which an existing instance refuses a new one with its id.</summary>
public static class StartOrchestrationOptionsExtensions
{
    // The real list names the obsolete status too; the option is compared by name, so it must stay.
#pragma warning disable CS0618
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Canceled,
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];
#pragma warning restore CS0618

    public static StartOrchestrationOptions WithDedupeStatuses(this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses) =>
        options with { DedupeStatuses = dedupeStatuses.Select(status => status.ToString()).ToList() };
}
