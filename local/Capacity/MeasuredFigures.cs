namespace RevenueFunctions.Local.Capacity;

/// <summary>What the plan takes from this repository: measured, or counted in what ingest writes (tests/Unit/Capacity holds the counted ones).</summary>
internal static class MeasuredFigures
{
    /// <summary>Processor time of a usage event in ingest itself: decoding, checks, hashes, batches (tests/Benchmarks ingest, two cores).</summary>
    public const double CoreSecondsPerEvent = 5e-6;

    /// <summary>
    /// Processor time of a row in the Table client: entity, JSON, base64, request and answer (tests/Benchmarks ingest, requests answered at once). TLS and the
    /// worker's channel to the Functions host are not in it.
    /// </summary>
    public const double CoreSecondsPerRow = 22e-6;

    /// <summary>The part of a core that is planned with; the rest is for garbage collection, redeliveries and a neighbour's noise.</summary>
    public const double PlannedPart = 0.6;

    /// <summary>The part of a published storage target that is planned with: a partition that is moved or split answers 503 for a while.</summary>
    public const double PlannedStorage = 0.8;

    /// <summary>Usage events that are decoded, written and settled together (`IngestOptions.EventsPerSlice`).</summary>
    public const int EventsPerSlice = 8192;

    /// <summary>Commits of one slice under way at a time (`IngestOptions.ConcurrentCommits`).</summary>
    public const int ConcurrentCommits = 16;

    /// <summary>Hub events of one call of the trigger (`maxEventBatchSize` in host.json).</summary>
    public const int TriggerHubEvents = 256;

    /// <summary>Point reads of one call before it writes: the totals of the hub partition's ledger, and the block that it goes on writing.</summary>
    public const int LedgerReads = 2;

    /// <summary>Hub events whose outcomes share one block row of the ledger.</summary>
    public const int HubEventsPerBlock = 1024;

    /// <summary>Bytes of a usage record as Tables bill it, of an event of 300 bytes.</summary>
    public const double RecordBytes = 300;

    /// <summary>Bytes of an hourly roll-up as Tables bill it.</summary>
    public const double RollupBytes = 440;

    /// <summary>Bytes of the ledger's row of a hub event that carries a batch, as Tables bill it.</summary>
    public const double LedgerEntryBytes = 200;

    /// <summary>Bytes of a block of the ledger as Tables bill it.</summary>
    public const double LedgerBlockBytes = 950;

    /// <summary>Actions of a saga that meets no trouble: its start, nine activities called and answered, one event (recorded history `closed.json`).</summary>
    public const int SagaActions = 20;

    /// <summary>Table operations of an invoice saga with ten lines, posting and reconciliation included (tests/Contract/Sagas/TableOperationsTests).</summary>
    public const int SagaTableOperations = 99;

    /// <summary>Times that closing a period reads each of its records, in pages of a thousand: the identity check and the reconciliation.</summary>
    public const int ReadsWhenClosing = 2;

    /// <summary>Service Bus operations of a posting: the ring is sent, its session accepted, it is received and completed.</summary>
    public const int DoorbellOperations = 4;
}
