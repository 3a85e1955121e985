namespace RevenueFunctions.Local.Demo;

/// <summary>One comparison of what the fabric says with what was computed independently.</summary>
internal sealed record Check(string What, string Expected, string Actual)
{
    /// <summary>Whether they agree.</summary>
    public bool Holds => Expected == Actual;
}
