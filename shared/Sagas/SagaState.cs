using System.Text.Json.Serialization;

namespace RevenueFunctions.Sagas;

/// <summary>Where a saga stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SagaState>))]
public enum SagaState
{
    /// <summary>Started, and not at its end.</summary>
    Running,

    /// <summary>Every step is done, or was passed over by a person.</summary>
    Completed,

    /// <summary>It failed for good, and what it had done was undone.</summary>
    Compensated,
}
