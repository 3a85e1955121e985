namespace RevenueFunctions.Posting;

/// <summary>What became of a posting.</summary>
public abstract record ErpPostResult
{
    /// <summary>The entry is in the books under the reference.</summary>
    public sealed record Posted(string Reference) : ErpPostResult;

    /// <summary>The ERP refuses the entry, now and on every repeat; a person must decide.</summary>
    public sealed record Rejected(string Code, string Reason) : ErpPostResult;
}
