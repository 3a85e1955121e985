namespace RevenueFunctions.Posting;

/// <summary>What became of a posting.</summary>
public abstract record ErpPostResult
{
    /// <summary>The code of a refusal because the entry's day is in a closed period: it is booked on a later one then.</summary>
    public const string PeriodClosed = "period-closed";

    /// <summary>The entry is in the books, as the document says: its figures are the ERP's, not an echo of what it was sent.</summary>
    public sealed record Posted(ErpDocument Document) : ErpPostResult;

    /// <summary>The ERP refuses the entry, now and on every repeat; a person must decide.</summary>
    public sealed record Rejected(string Code, string Reason) : ErpPostResult;
}
