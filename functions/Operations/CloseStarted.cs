namespace RevenueFunctions.Functions.Operations;

/// <summary>The answer to a close.</summary>
/// <param name="SagaId">The saga that closes the period.</param>
/// <param name="Result">What became of the start.</param>
/// <param name="Links">Where to look.</param>
public sealed record CloseStarted(string SagaId, SagaStartKind Result, IReadOnlyDictionary<string, string> Links)
{
    /// <summary>The answer with its links.</summary>
    public static CloseStarted Of(SagaStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        var id = Uri.EscapeDataString(start.Record.SagaId);
        return new CloseStarted(start.Record.SagaId, start.Kind, new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["saga"] = $"/api/v1/sagas/{id}",
            ["history"] = $"/runtime/webhooks/durabletask/instances/{id}?showHistory=true",
            ["periods"] = $"/api/v1/accounts/{Uri.EscapeDataString(start.Record.AccountId)}/periods",
        });
    }
}
