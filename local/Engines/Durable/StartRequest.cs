namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>A request to start an orchestration.</summary>
/// <param name="Name">The orchestrator.</param>
public sealed record StartRequest(string Name)
{
    /// <summary>The id; null for a new one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Serialised input.</summary>
    public string? Input { get; init; }

    /// <summary>When the first episode may run, UTC.</summary>
    public DateTime? StartAt { get; init; }

    /// <summary>The version; null for the host's default, empty for none.</summary>
    public string? Version { get; init; }

    /// <summary>Tags to query by.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>
    /// States in which an instance with the id refuses the start. Null: as the Functions host does by default, every state that has
    /// not ended. Otherwise a running instance in another state is terminated first.
    /// </summary>
    public IReadOnlySet<InstanceStatus>? DedupeStatuses { get; init; }
}
