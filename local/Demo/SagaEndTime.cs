namespace RevenueFunctions.Local.Demo;

/// <summary>How a saga ended, and how long it took.</summary>
internal sealed record SagaEndTime(string State, TimeSpan Took);
