using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Operations;

/// <summary>What became of a start, and the saga's record.</summary>
public sealed record SagaStart(SagaStartKind Kind, SagaRecord Record);
