namespace RevenueFunctions.Local.Engines.Durable.History;

/// <summary>The kinds of history events; the names are those of Durable Task, which operators see.</summary>
public enum HistoryEventType
{
    /// <summary>An episode began; its timestamp is the orchestrator's current time.</summary>
    OrchestratorStarted,

    /// <summary>An episode ended.</summary>
    OrchestratorCompleted,

    /// <summary>The instance was started.</summary>
    ExecutionStarted,

    /// <summary>The instance completed, failed or was terminated.</summary>
    ExecutionCompleted,

    /// <summary>An operator terminated the instance.</summary>
    ExecutionTerminated,

    /// <summary>An operator suspended the instance.</summary>
    ExecutionSuspended,

    /// <summary>An operator resumed the instance.</summary>
    ExecutionResumed,

    /// <summary>An operator rewound the failed instance.</summary>
    ExecutionRewound,

    /// <summary>The orchestrator called an activity.</summary>
    TaskScheduled,

    /// <summary>The activity returned.</summary>
    TaskCompleted,

    /// <summary>The activity threw.</summary>
    TaskFailed,

    /// <summary>The orchestrator created a timer.</summary>
    TimerCreated,

    /// <summary>The timer is due.</summary>
    TimerFired,

    /// <summary>The orchestrator called a sub-orchestration.</summary>
    SubOrchestrationInstanceCreated,

    /// <summary>The sub-orchestration completed.</summary>
    SubOrchestrationInstanceCompleted,

    /// <summary>The sub-orchestration failed or was terminated.</summary>
    SubOrchestrationInstanceFailed,

    /// <summary>The orchestrator sent an event to another instance.</summary>
    EventSent,

    /// <summary>An external event arrived.</summary>
    EventRaised,
}
