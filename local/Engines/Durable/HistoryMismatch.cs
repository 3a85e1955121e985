namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>Where an orchestrator, as it is now, decides otherwise than a history says it did.</summary>
/// <param name="InstanceId">Whose history.</param>
/// <param name="Orchestrator">The function.</param>
/// <param name="Version">The version on which the instance began; null for none.</param>
/// <param name="At">Place in the history, from 0, of the event at which the difference shows.</param>
/// <param name="Event">That event.</param>
/// <param name="Message">What was recorded, and what is decided now.</param>
public sealed record HistoryMismatch(string InstanceId, string Orchestrator, string? Version, int At, string Event, string Message)
{
    /// <summary>What to do about it when the orchestrator was changed.</summary>
    public string Advice =>
        $"""
        A saga under way when this is deployed would fail as non-deterministic, or go another way than it began. To change it safely:
        1. Keep what was decided for instances of version {Version ?? "(none)"}: raise extensions.durableTask.defaultVersion in host.json and branch on
           context.Version in {Orchestrator} and what it calls; or leave {Orchestrator} as it is and start a new orchestrator function under another name.
        2. Keep the old branch until no instance of that version is active. The field 'version' of this answer says whether one is left:
           GET /runtime/webhooks/durabletask/instances?runtimeStatus=Pending,Running,Suspended
        3. Record anew only if no such instance can exist: the orchestrator was never released.
        """;

    /// <inheritdoc/>
    public override string ToString() => $"{InstanceId} ({Orchestrator} {Version}), event {At} ({Event}): {Message}";
}
