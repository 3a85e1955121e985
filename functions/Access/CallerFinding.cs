namespace RevenueFunctions.Functions.Access;

/// <summary>What a source found in a request.</summary>
public abstract record CallerFinding
{
    private CallerFinding()
    {
    }

    /// <summary>No credential of this kind: the other sources look.</summary>
    public sealed record None : CallerFinding;

    /// <summary>A credential of this kind that names nobody: the request is refused, whatever else it carries.</summary>
    /// <param name="Reason">What is wrong with it, without a word of the credential; null where saying more than "unknown" would help to guess.</param>
    /// <param name="Challenge">The challenge that answers it, in place of those of all sources.</param>
    public sealed record Unknown(string? Reason = null, string? Challenge = null) : CallerFinding;

    /// <summary>A credential that names a caller.</summary>
    public sealed record Known(Caller Caller) : CallerFinding;
}
