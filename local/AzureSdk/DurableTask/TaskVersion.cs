namespace Microsoft.DurableTask;

/// <summary>The version of a durable task; compared without case, empty when unversioned.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    public static readonly TaskVersion Unversioned;

    private readonly string? versionValue;

    public TaskVersion(string? version)
    {
        if (string.IsNullOrEmpty(version))
        {
            versionValue = string.Empty;
            return;
        }

        if (string.IsNullOrWhiteSpace(version))
        {
            throw new ArgumentException(
                "Version must not be whitespace-only. Pass null, an empty string, or use TaskVersion.Unversioned to represent an unversioned task.",
                nameof(version));
        }

        versionValue = version;
    }

    public string Version => versionValue ?? string.Empty;

    public static implicit operator string(TaskVersion value) => value.Version;

    public static implicit operator TaskVersion(string? value) => new(value);

    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}
