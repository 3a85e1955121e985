namespace RevenueFunctions.Sagas;

/// <summary>The app must not run on the task hub that the settings name.</summary>
public sealed class TaskHubRefusedException : Exception
{
    /// <summary>For serializers and the analyzers' peace; use the one that says why.</summary>
    public TaskHubRefusedException()
        : this("The task hub is not this app's.")
    {
    }

    /// <summary>A refusal: what was found and what to do.</summary>
    public TaskHubRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal and its cause.</summary>
    public TaskHubRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
