namespace RevenueFunctions.Functions.Access;

/// <summary>What a source found in a request.</summary>
public abstract record CallerFinding
{
    private CallerFinding()
    {
    }

    /// <summary>No credential of this kind: the next source looks.</summary>
    public sealed record None : CallerFinding;

    /// <summary>A credential of this kind that names nobody: no other source is asked.</summary>
    public sealed record Unknown : CallerFinding;

    /// <summary>A credential that names a caller.</summary>
    public sealed record Known(Caller Caller) : CallerFinding;
}
