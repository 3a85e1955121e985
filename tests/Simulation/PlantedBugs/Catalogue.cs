using RevenueFunctions.Tests.Simulation.Invariants;
using RevenueFunctions.Tests.Simulation.Running;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>Every planted bug, by the invariant that has to catch it.</summary>
internal static class Catalogue
{
    private static readonly string Numbers = new DocumentNumbering().Name;
    private static readonly string Order = new PostingOrder().Name;
    private static readonly string Books = new BalancedBooks().Name;
    private static readonly string Ends = new SagaEnds().Name;
    private static readonly string Owned = new Owners().Name;
    private static readonly string Replays = new Histories().Name;
    private static readonly string Once = new BilledOnce().Name;
    private static readonly string Exact = new InvoicesEqualOracle().Name;
    private static readonly string Conserved = new Conservation().Name;

    /// <summary>The bugs.</summary>
    public static IReadOnlyList<PlantedBug> Bugs { get; } =
    [
        new("a failed batch is passed over", [Conserved], 100, IngestBugs.FailedBatchIsPassedOver),
        new("the checkpoint is written before the batch is done", [Conserved], 100, IngestBugs.CheckpointBeforeTheBatchIsDone),
        new("records are written whatever the fence has become", [Once], 100, IngestBugs.NoFenceCheck),
        new("a duplicate replaces its record and counts again", [Exact], 100, IngestBugs.DuplicateReplacesItsRecord),
        new("a number is allotted before the idempotency check", [Numbers], 100, NumberBugs.AllottedBeforeTheIdempotencyCheck),
        new("a document is dated by the worker's clock", [Numbers], 100, NumberBugs.DatedByTheWorkersClock),
        new("a posting is sent without an intent", [Order], 10, PostingBugs.PostWithoutIntent),
        new("the doorbell decides instead of the lane's order", [Order], 100, PostingBugs.DoorbellInsteadOfLaneOrder),
        new("a time-out is taken for a rejection", [Order], 100, PostingBugs.TimeoutIsARejection),
        new("a time-out is taken for a success", [Books], 100, PostingBugs.TimeoutIsASuccess),
        new("the tax is not booked", [Books], 10, PostingBugs.TaxIsNotBooked),
        new("a credit note is believed to be written", [Ends], 100, SagaBugs.CreditIsBelievedDone),
        new("a posting is believed to be reversed", [Ends], 100, SagaBugs.PostingIsNotReversed),
        new("usage is believed to be open again", [Ends], 100, SagaBugs.UsageIsNotReopened),
        new("nobody sweeps the lanes", [Owned, Patience.Name], 100, PostingBugs.NobodySweeps),
        new("a lane stands still without a case", [Owned, Patience.Name], 100, PostingBugs.BlockedWithoutACase),
        new("a saga never looks by itself", [Owned, Patience.Name], 100, SagaBugs.SagaNeverLooksByItself),
        new("the orchestrator reads the clock", [Replays], 10, SagaBugs.OrchestratorReadsTheClock),
        new("the orchestrator asks whether it replays", [Replays], 10, SagaBugs.OrchestratorAsksWhetherItReplays),
        new("ids are counted across hosts", [Repeatability.Name], 5, ChanceBugs.IdsAreCountedAcrossHosts),
        new("the order of a hash table decides", [Repeatability.Name], 5, ChanceBugs.OrderOfAHashTable),
    ];
}
