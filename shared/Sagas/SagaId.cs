namespace RevenueFunctions.Sagas;

/// <summary>The instance id of an invoice saga: one for each account and billing period, so that starting it twice is a no-op.</summary>
public static class SagaId
{
    private const string Prefix = "invoice:";

    /// <summary>"invoice:{account}:{period}".</summary>
    public static string Of(string accountId, string periodKey) => $"{Prefix}{accountId}:{periodKey}";

    /// <summary>The account and the period in an id, or null when it is none.</summary>
    public static (string AccountId, string PeriodKey)? Parse(string sagaId)
    {
        ArgumentNullException.ThrowIfNull(sagaId);
        var split = sagaId.LastIndexOf(':');
        return sagaId.StartsWith(Prefix, StringComparison.Ordinal) && split > Prefix.Length && split < sagaId.Length - 1
            ? (sagaId[Prefix.Length..split], sagaId[(split + 1)..])
            : null;
    }
}
