namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>A path through the invoice saga: its name is that of its recorded history, its play leads a saga along it.</summary>
internal sealed record SagaPath(string Name, Func<SagaScene, Task> Play);
