using RevenueFunctions.Sagas;

namespace RevenueFunctions.Local.Demo;

/// <summary>How a saga ended, how long it took, and what it said when it failed.</summary>
internal sealed record SagaEndTime(SagaState State, TimeSpan Took, string? Message);
