using System.Text.Json.Serialization;

namespace RevenueFunctions.Sagas;

/// <summary>What became of a step.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepResult>))]
public enum StepResult
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Under way.</summary>
    Waiting,

    /// <summary>A person can mend it.</summary>
    NeedsPerson,

    /// <summary>It can never succeed.</summary>
    Failed,

    /// <summary>A person decided to go on without it.</summary>
    Skipped,
}
