namespace RevenueFunctions.Functions.Sagas;

/// <summary>What a person says of the task hub. Section "TaskHub" of the settings.</summary>
public sealed class TaskHubOptions
{
    /// <summary>The claim that is given up, as the refusal names it. It holds for that very claim only: left in the settings, it opens nothing later.</summary>
    /// <value>None.</value>
    public string? Release { get; set; }
}
