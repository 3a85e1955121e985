namespace RevenueFunctions.Functions.Operations;

/// <summary>The ways a start can end.</summary>
public enum SagaStartKind
{
    /// <summary>It runs now.</summary>
    Started,

    /// <summary>It runs already.</summary>
    AlreadyRunning,

    /// <summary>It is done.</summary>
    AlreadyCompleted,

    /// <summary>It failed and was undone, and nobody asked to run it again.</summary>
    Compensated,
}
