namespace RevenueFunctions.Functions.Operations;

/// <summary>The answer to closing everything that is due.</summary>
/// <param name="Started">Sagas started now.</param>
/// <param name="AlreadyRunning">Sagas that ran before.</param>
/// <param name="More">True when the limit was reached and more is due: call again.</param>
/// <param name="SagaIds">The sagas started now.</param>
public sealed record CloseDueStarted(int Started, int AlreadyRunning, bool More, IReadOnlyList<string> SagaIds);
