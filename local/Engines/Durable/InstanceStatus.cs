namespace RevenueFunctions.Local.Engines.Durable;

/// <summary>The state of an instance, by the names that operators see.</summary>
public enum InstanceStatus
{
    /// <summary>Started, no episode ran yet.</summary>
    Pending,

    /// <summary>At least one episode ran.</summary>
    Running,

    /// <summary>An operator stopped it for a while.</summary>
    Suspended,

    /// <summary>It returned.</summary>
    Completed,

    /// <summary>It threw.</summary>
    Failed,

    /// <summary>An operator ended it.</summary>
    Terminated,
}
