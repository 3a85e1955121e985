namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>What may go wrong. Each kind is struck at its own fault point, and a run counts how often each was.</summary>
internal enum FaultKind
{
    /// <summary>The process dies before a commit is applied.</summary>
    CrashBeforeCommit,

    /// <summary>The process dies after a commit was applied, before anybody knows.</summary>
    CrashAfterCommit,

    /// <summary>The process dies while it recovers.</summary>
    CrashInRecovery,

    /// <summary>The store refuses a read or a commit for a moment (throttled).</summary>
    StorageThrottled,

    /// <summary>The store applies a commit and does not say so.</summary>
    StorageTimeoutAfterCommit,

    /// <summary>The store's client repeats a commit whose answer was lost, and meets its own rows: a conflict with oneself.</summary>
    StorageOwnConflict,

    /// <summary>The store answers minutes later.</summary>
    StorageSlow,

    /// <summary>The engines' own store is away for a moment.</summary>
    EngineStoreDown,

    /// <summary>A producer's acknowledgement is lost: it sends the same batch again.</summary>
    AcknowledgementLost,

    /// <summary>A batch of usage events is handed to the function 1 to 5 more times.</summary>
    BatchRedelivered,

    /// <summary>The partition moves to another owner in the middle of a batch: two invocations of one batch run side by side.</summary>
    PartitionStolen,

    /// <summary>After a restart the checkpoint is behind.</summary>
    CheckpointRewound,

    /// <summary>The session's lock runs out in the middle of a call: a second worker drains the same lane.</summary>
    SessionLockLost,

    /// <summary>A doorbell message is delivered 1 to 5 more times.</summary>
    MessageRedelivered,

    /// <summary>An activity runs twice at once.</summary>
    ActivityTwice,

    /// <summary>The ring for a lane is lost.</summary>
    DoorbellLost,

    /// <summary>The ring for a lane comes twice, as two messages.</summary>
    DoorbellDoubled,

    /// <summary>The event for a saga is lost.</summary>
    SagaEventLost,

    /// <summary>The event for a saga comes twice.</summary>
    SagaEventDoubled,

    /// <summary>A saga gets events that nothing has happened for.</summary>
    SagaEventEarly,

    /// <summary>A message that nobody can read stands first in a lane's session, or one comes for a lane that does not exist.</summary>
    PoisonMessage,

    /// <summary>The ERP does not answer and has booked nothing.</summary>
    ErpTimeoutBeforeCommit,

    /// <summary>The ERP does not answer and has booked.</summary>
    ErpTimeoutAfterCommit,

    /// <summary>The ERP answers 500 and has booked.</summary>
    ErpErrorAfterCommit,

    /// <summary>The ERP answers 429 with a time to wait.</summary>
    ErpThrottled,

    /// <summary>The ERP answers 200 with something that cannot be read, and has booked.</summary>
    ErpMalformed,

    /// <summary>The ERP refuses the entry.</summary>
    ErpRejected,

    /// <summary>The ERP is away for hours.</summary>
    ErpOutage,

    /// <summary>The ERP answers after minutes.</summary>
    ErpSlow,

    /// <summary>The clock jumps forward by up to two hours.</summary>
    ClockJump,

    /// <summary>After a restart the process's clock is up to an hour off.</summary>
    ClockSkew,

    /// <summary>The process's clock is set back by up to an hour while it runs.</summary>
    ClockSetBack,
}
