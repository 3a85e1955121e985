using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ledger;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Storage;
using RevenueFunctions.Posting;
using RevenueFunctions.Sagas;
using RevenueFunctions.Storage;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Tests.Unit.Posting;

/// <summary>A lane with its worker and ledger over one store in memory, in virtual time.</summary>
internal sealed class LaneBench
{
    public const string Entity = "de01";

    public LaneBench(RejectedPostingPolicy onRejected = RejectedPostingPolicy.Block)
    {
        Memory = new MemoryStore();
        Store = new FaultyStore(Memory);
        LegalEntity = new LegalEntity(Entity, "Acme GmbH", "EUR", "DE", "DE-", onRejected);
        Exceptions = new ExceptionStore(Store, Clock);
        Ledger = new EmbeddedLedger(Store, FindAsync, Clock);
        Erp = new FaultyLedger(Ledger, Faults, Clock);
        Lane = new PostingLane(Store, Doorbell, Exceptions, Clock);
        Periods = new AccountingPeriods(Store, Lane, FindAsync, [], Ledger.OpenFromAsync, Clock);
        Standing = new StandingEntries(Store, Lane, Exceptions, Clock);
        Control = new LaneControl(Store, Doorbell, Exceptions, Clock);
    }

    public MemoryStore Memory { get; }

    public FaultyStore Store { get; }

    public VirtualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    public RecordingDoorbell Doorbell { get; } = new();

    public RecordingSagas Sagas { get; } = new();

    public LedgerFaults Faults { get; } = new();

    public FabricTracing Tracing { get; } = new(name: nameof(LaneBench));

    public PostingOptions Options { get; } = new();

    public LegalEntity LegalEntity { get; set; }

    public ExceptionStore Exceptions { get; }

    public EmbeddedLedger Ledger { get; }

    public IErpConnector Erp { get; set; }

    public PostingLane Lane { get; }

    /// <summary>What was counted, over all workers.</summary>
    public RecordedMeters Meters { get; } = new();

    public LaneControl Control { get; }

    public StandingEntries Standing { get; }

    public AccountingPeriods Periods { get; }

    public static JournalEntry Entry(string key, DateOnly day, decimal amount = 100m) => Entry(key, amount) with { AccountingDate = day };

    public static JournalEntry Entry(string key, decimal amount = 100m, string revenue = "4000") => new(
        key, Entity, new DateOnly(2026, 11, 1), "EUR", key,
        [new JournalLine("1200", amount, 0m, "acme"), new JournalLine(revenue, 0m, amount, Product: "api", InvoiceLines: [1])]);

    public PostingLaneWorker Worker(ITableStore? store = null) =>
        new(store ?? Store, new CheckedErp(Erp, Tracing), Doorbell, Exceptions, FindAsync, Microsoft.Extensions.Options.Options.Create(Options), Clock, Tracing, new FabricInstruments(Meters), NullLogger<PostingLaneWorker>.Instance);

    public Task<DrainResult> DrainAsync(string owner = "worker-1") => Worker().DrainAsync(Entity, owner, Sagas, CancellationToken.None);

    /// <summary>Drains and lets the time pass that the lane asks for, until it is empty or blocked.</summary>
    public async Task<DrainResult> DrainToTheEndAsync()
    {
        for (var round = 0; round < 100; round++)
        {
            var result = await DrainAsync($"worker-{round}");
            if (result.End is DrainEnd.Empty or DrainEnd.Blocked)
            {
                return result;
            }

            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        throw new InvalidOperationException("The lane never came to an end.");
    }

    public async Task<LaneEntry> FindAsync(string key) => (await Lane.FindAsync(Entity, key)) ?? throw new InvalidOperationException($"{key} is not in the lane.");

    public async Task<ImmutableArray<ErpDocument>> DocumentsAsync() => (await Ledger.ListAsync(Entity, null, 1000, CancellationToken.None)).Documents;

    private ValueTask<LegalEntity?> FindAsync(string legalEntityId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(legalEntityId == Entity ? LegalEntity : null);

    internal sealed class RecordingDoorbell : IPostingDoorbell
    {
        public List<(string MessageId, DateTimeOffset? NotBefore)> Rings { get; } = [];

        public ValueTask RingAsync(string legalEntityId, string messageId, string? correlationId, DateTimeOffset? notBefore, CancellationToken cancellationToken = default)
        {
            Rings.Add((messageId, notBefore));
            return ValueTask.CompletedTask;
        }
    }

    internal sealed class RecordingSagas : ISagaDoorbell
    {
        public List<string> Rings { get; } = [];

        public Task RingAsync(string sagaId, string eventName, CancellationToken cancellationToken)
        {
            Rings.Add($"{sagaId}/{eventName}");
            return Task.CompletedTask;
        }
    }
}
