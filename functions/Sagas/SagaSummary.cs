using System.Text.Json;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>A saga as the API shows it: what the fabric keeps of it and, while the engine keeps it, its instance.</summary>
/// <param name="Saga">The record.</param>
/// <param name="Steps">What the steps and compensations of the run came to, in the order in which they were taken.</param>
/// <param name="RuntimeStatus">The instance's status in the engine; absent once purged.</param>
/// <param name="CustomStatus">The step under way and what it waits for.</param>
public sealed record SagaSummary(SagaRecord Saga, IReadOnlyList<SagaStepRecord> Steps, string? RuntimeStatus, JsonElement? CustomStatus);
