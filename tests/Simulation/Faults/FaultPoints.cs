namespace RevenueFunctions.Tests.Simulation.Faults;

/// <summary>What is known of the places where faults strike.</summary>
internal static class FaultPoints
{
    /// <summary>
    /// How often a run passes the kind's fault point, roughly: plans spread their faults over it. Too high a figure wastes faults, too low a
    /// one leaves the end of the run alone; the coverage table of a run shows both.
    /// </summary>
    public static int UsualPassings(FaultKind kind) => kind switch
    {
        FaultKind.CrashBeforeCommit or FaultKind.CrashAfterCommit => 500,
        FaultKind.CrashInRecovery => 3,
        FaultKind.StorageThrottled => 1500,
        FaultKind.StorageTimeoutAfterCommit or FaultKind.StorageOwnConflict or FaultKind.StorageSlow => 300,
        FaultKind.EngineStoreDown => 250,
        FaultKind.AcknowledgementLost or FaultKind.BatchRedelivered or FaultKind.PartitionStolen => 12,
        FaultKind.CheckpointRewound or FaultKind.ClockSkew => 2,
        FaultKind.SessionLockLost or FaultKind.MessageRedelivered => 8,
        FaultKind.ActivityTwice => 60,
        FaultKind.DoorbellLost or FaultKind.DoorbellDoubled => 8,
        FaultKind.SagaEventLost or FaultKind.SagaEventDoubled or FaultKind.SagaEventEarly => 8,
        FaultKind.PoisonMessage => 2,
        FaultKind.ClockJump or FaultKind.ClockSetBack => 40,
        _ => 8,
    };
}
