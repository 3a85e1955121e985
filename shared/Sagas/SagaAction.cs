using System.Text.Json.Serialization;

namespace RevenueFunctions.Sagas;

/// <summary>What a person tells a saga that asks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SagaAction>))]
public enum SagaAction
{
    /// <summary>The cause is mended: try the step again.</summary>
    Retry,

    /// <summary>Go on without the step.</summary>
    Skip,

    /// <summary>Give up: undo what was done.</summary>
    Abort,
}
