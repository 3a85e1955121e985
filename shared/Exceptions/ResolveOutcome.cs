namespace RevenueFunctions.Exceptions;

/// <summary>What became of a resolution.</summary>
public abstract record ResolveOutcome
{
    private ResolveOutcome()
    {
    }

    /// <summary>The case is settled.</summary>
    public sealed record Settled(ExceptionCase Case) : ResolveOutcome;

    /// <summary>No case has the id.</summary>
    public sealed record NotFound(string Id) : ResolveOutcome;

    /// <summary>This kind of case does not know the action, or its state does not allow it.</summary>
    public sealed record Refused(string Reason) : ResolveOutcome;
}
