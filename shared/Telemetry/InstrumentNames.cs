namespace RevenueFunctions.Telemetry;

/// <summary>The names of what the fabric measures. Alerts, the workbook and the runbook use them too: a name that changes here changes there.</summary>
public static class InstrumentNames
{
    /// <summary>The meter that they are all on.</summary>
    public const string Meter = "RevenueFunctions";

    /// <summary>Counter by outcome: usage events with their first outcome. A fact, counted where the ingest ledger's conditional write decides.</summary>
    public const string IngestEvents = "revenue.ingest.events";

    /// <summary>Counter by legal entity and outcome: calls of the ERP to post. Attempts, not facts: one entry may be sent several times.</summary>
    public const string PostingAttempts = "revenue.posting.attempts";

    /// <summary>Histogram: from the end of a billing period to its invoice. A fact, recorded by whoever's conditional write issued it.</summary>
    public const string InvoiceLatency = "revenue.invoice.latency";

    /// <summary>Histogram by legal entity: from queued to in the books. A fact, recorded by whoever's conditional write settled the entry.</summary>
    public const string PostingLatency = "revenue.posting.latency";

    /// <summary>Gauge by partition: age of the oldest event that ingest has not seen.</summary>
    public const string IngestLag = "revenue.ingest.lag";

    /// <summary>Gauge by partition: hub events that ingest has not seen.</summary>
    public const string IngestNotYetSeen = "revenue.ingest.not_yet_seen";

    /// <summary>Gauge: share of the enqueued hub events that ingest has seen.</summary>
    public const string IngestCompleteness = "revenue.ingest.completeness";

    /// <summary>Gauge by partition: by how much the conservation proof does not close.</summary>
    public const string ConservationGap = "revenue.conservation.gap";

    /// <summary>Gauge by reason: usage events in quarantine that wait for a person.</summary>
    public const string QuarantineEvents = "revenue.quarantine.events";

    /// <summary>Gauge: subjects in quarantine that no account claims.</summary>
    public const string CustomersUnmatched = "revenue.customers.unmatched";

    /// <summary>Gauge by legal entity: age of the oldest posting that is not settled.</summary>
    public const string PostingOldestWaiting = "revenue.posting.oldest_waiting";

    /// <summary>Gauge: posting lanes that stand still until a person acts.</summary>
    public const string PostingBlockedLanes = "revenue.posting.blocked_lanes";

    /// <summary>Gauge by type and legal entity: reconciliation breaks that stand.</summary>
    public const string ReconciliationBreaks = "revenue.reconciliation.breaks";

    /// <summary>Gauge by kind: open exceptions.</summary>
    public const string ExceptionsOpen = "revenue.exceptions.open";

    /// <summary>Gauge: age of the oldest open exception.</summary>
    public const string ExceptionsOldest = "revenue.exceptions.oldest";

    /// <summary>Gauge: sagas that failed and that nobody has dealt with.</summary>
    public const string SagasFailed = "revenue.sagas.failed";

    /// <summary>Gauge: sagas that run longer than their service level allows.</summary>
    public const string SagasStuck = "revenue.sagas.stuck";
}
