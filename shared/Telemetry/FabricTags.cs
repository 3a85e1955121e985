namespace RevenueFunctions.Telemetry;

/// <summary>The names of what spans and log scopes carry.</summary>
public static class FabricTags
{
    /// <summary>The one id from usage to journal: see <see cref="Correlation"/>.</summary>
    public const string CorrelationId = "revenue.correlation_id";

    /// <summary>What came of it: a value of a closed set, such as "done" or "posted".</summary>
    public const string Outcome = "revenue.outcome";

    /// <summary>Why, kebab-case.</summary>
    public const string Code = "revenue.code";

    /// <summary>The saga's instance id.</summary>
    public const string SagaId = "revenue.saga.id";

    /// <summary>The step of the saga.</summary>
    public const string SagaStep = "revenue.saga.step";

    /// <summary>The run of the saga, from 1.</summary>
    public const string SagaRun = "revenue.saga.run";

    /// <summary>How often a person asked to try the step again.</summary>
    public const string SagaRetries = "revenue.saga.retries";

    /// <summary>Whose books.</summary>
    public const string LegalEntity = "revenue.legal_entity";

    /// <summary>The posting key of a journal entry.</summary>
    public const string PostingKey = "revenue.posting.key";

    /// <summary>Which attempt at sending the entry it was.</summary>
    public const string PostingAttempt = "revenue.posting.attempt";

    /// <summary>How many entries a worker settled in its turn.</summary>
    public const string PostingSettled = "revenue.posting.settled";

    /// <summary>How many usage events had an outcome; the outcome follows as the last part of the name.</summary>
    public const string IngestOutcome = "revenue.ingest.";

    /// <summary>The full name of an exception's type. Never its message, which may quote what a customer sent.</summary>
    public const string ErrorType = "error.type";
}
