namespace RevenueFunctions.Reconciliation;

/// <summary>A difference between two books, with the figures of both sides.</summary>
/// <param name="Kind">Which difference.</param>
/// <param name="Subject">What it is about: a usage series, an invoice, a posting key, a number.</param>
/// <param name="Left">Figure on the left side, named: "records: 12".</param>
/// <param name="Right">Figure on the right side, named.</param>
/// <param name="Message">The same for a person.</param>
public sealed record ReconciliationBreak(BreakKind Kind, string Subject, string Left, string Right, string Message)
{
    /// <summary>The break's identity within its scope: the same difference found again is the same break.</summary>
    public string Id => $"{Kind}:{Subject}";
}
