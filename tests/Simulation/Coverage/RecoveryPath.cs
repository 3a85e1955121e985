namespace RevenueFunctions.Tests.Simulation.Coverage;

/// <summary>
/// A way in which the fabric deals with what went wrong. Each is recognised from outside, by what is read, committed, logged and called,
/// and counted: one that the suite's seeds never take is a path that nothing tests.
/// </summary>
internal enum RecoveryPath
{
    /// <summary>A batch was handed in again, and the ingest ledger knew all of it.</summary>
    RedeliveryRecognised,

    /// <summary>A batch failed for want of the store and was handed in again by the retry policy.</summary>
    BatchRetried,

    /// <summary>A record met its key in the store: a duplicate, or its own first try.</summary>
    DuplicateMetItsRecord,

    /// <summary>A writer of usage lost the fence to another one, read it again and wrote again.</summary>
    FenceLost,

    /// <summary>Two writers met at the totals of the ingest ledger.</summary>
    LedgerTotalsLost,

    /// <summary>A checkpoint could not be written; it was written later, and the batch was not run again.</summary>
    CheckpointWrittenLater,

    /// <summary>A freeze met a writer at the fence and froze what that one left.</summary>
    FreezeLost,

    /// <summary>Usage came after its period was closed and was claimed for a later one.</summary>
    LateUsageClaimed,

    /// <summary>Late usage was recorded in the period that claimed it.</summary>
    LateUsageRecorded,

    /// <summary>A claim met another one: a repeat of late usage.</summary>
    LateClaimMet,

    /// <summary>The period that had claimed late usage closed before the record was written: the claim moved on.</summary>
    LateClaimMovedOn,

    /// <summary>An event was put into quarantine a second time and counted once.</summary>
    QuarantinedTwice,

    /// <summary>A document asked for its number again and got the one it has.</summary>
    NumberAskedAgain,

    /// <summary>Two tries to number a document met; the second found the first one's number.</summary>
    NumberMetItself,

    /// <summary>A process died between the number and the invoice; the next one finished the invoice under it.</summary>
    NumberedDraftFinished,

    /// <summary>Two entries met at the end of a lane; one took the next place.</summary>
    LanePlaceLost,

    /// <summary>A worker's intent was refused, because the lane went on since it was read.</summary>
    IntentRefused,

    /// <summary>A worker's outcome was refused: another worker, or an operator, changed the lane meanwhile.</summary>
    LaneSuperseded,

    /// <summary>A call ended without an answer, and that was stored.</summary>
    OutcomeUnknown,

    /// <summary>After no answer the ERP was asked and had the document.</summary>
    UnknownFound,

    /// <summary>After no answer the ERP was asked, had no document, and the entry was sent again.</summary>
    UnknownSentAgain,

    /// <summary>The worker before left an intent and no outcome; the ERP had the document.</summary>
    InterruptedFound,

    /// <summary>The worker before left an intent and no outcome; the ERP had no document, and the entry was sent again.</summary>
    InterruptedSentAgain,

    /// <summary>A worker waited, because a call of another one might still take effect.</summary>
    CallInFlightWaitedFor,

    /// <summary>A lane waited out an outage of the ERP.</summary>
    BackedOff,

    /// <summary>A lane went on by itself after an outage.</summary>
    BackOffEnded,

    /// <summary>A lane stood still for a person.</summary>
    LaneStoodStill,

    /// <summary>A person let a lane send its entry again.</summary>
    LaneRetried,

    /// <summary>A person let a lane go on, asking the ERP first.</summary>
    LaneReleased,

    /// <summary>An entry was set aside.</summary>
    EntrySetAside,

    /// <summary>An entry that was set aside was queued again.</summary>
    PostingQueuedAgain,

    /// <summary>The ring for a lane was lost, and the sweep woke it.</summary>
    SweepWokeLane,

    /// <summary>A doorbell was delivered again, and the saga of the last entry was told again.</summary>
    SagaRemindedOfPosting,

    /// <summary>Two callers claimed one saga.</summary>
    SagaClaimLost,

    /// <summary>A saga was claimed by a process that died before it started it; another one did.</summary>
    ClaimStartedLater,

    /// <summary>A saga looked by itself, and what it waited for had come although nobody rang.</summary>
    SagaLookedByItself,

    /// <summary>A saga was rung, and nothing had happened.</summary>
    RingForNothing,

    /// <summary>An activity failed for an outage and was tried again.</summary>
    ActivityRetried,

    /// <summary>Two people answered one question; the first answer stood.</summary>
    AnswerOverruled,

    /// <summary>A question was escalated.</summary>
    QuestionEscalated,

    /// <summary>A compensation dropped a draft.</summary>
    DraftDropped,

    /// <summary>A compensation credited an invoice.</summary>
    InvoiceCredited,

    /// <summary>A compensation reversed a posting.</summary>
    PostingReversed,

    /// <summary>A compensation opened usage again.</summary>
    UsageReopened,

    /// <summary>A period that was undone was billed again.</summary>
    BilledAgain,

    /// <summary>An episode could not be stored and ran again.</summary>
    EpisodeRepeated,

    /// <summary>A process found events in the inbox of orchestrations that its predecessor had not taken.</summary>
    InboxReplayed,

    /// <summary>A process ran activities again that its predecessor had not finished.</summary>
    ActivitiesRecovered,

    /// <summary>A process waited for timers that its predecessor had set.</summary>
    TimersRecovered,

    /// <summary>A process found scheduled rings that its predecessor had set.</summary>
    ScheduledRingsRecovered,

    /// <summary>A session's lock ran out while it was held.</summary>
    SessionLockExpired,

    /// <summary>A doorbell's function failed, and the message was delivered again.</summary>
    MessageAbandoned,

    /// <summary>A message could not be settled and was delivered again.</summary>
    MessageNotSettled,

    /// <summary>The store was away, and a queue paused its deliveries.</summary>
    QueuePaused,

    /// <summary>A message was given up.</summary>
    MessageDeadLettered,

    /// <summary>A timer's function failed and fired again by its schedule.</summary>
    TimerFailed,

    /// <summary>An event for a saga could not be sent; the saga looks by itself.</summary>
    SagaEventNotSent,

    /// <summary>A client lost its connection in the middle of a call.</summary>
    ClientLostConnection,

    /// <summary>A client was told that the store is away.</summary>
    ClientRefused,
}
