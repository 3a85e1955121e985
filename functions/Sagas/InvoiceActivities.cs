using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using RevenueFunctions.Sagas;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>The activities of the invoice saga: each runs a step, records what it came to, and answers that.</summary>
public sealed partial class InvoiceActivities(
    InvoiceSteps steps, InvoiceCompensations compensations, SagaJournal journal, FabricTracing tracing, ILogger<InvoiceActivities> logger)
{
    /// <summary>Freezes the period's usage.</summary>
    [Function(nameof(FreezeUsage))]
    public Task<StepOutcome> FreezeUsage([ActivityTrigger] StepInput input, CancellationToken cancellationToken) =>
        RecordAsync(nameof(FreezeUsage), input, steps.FreezeAsync, cancellationToken);

    /// <summary>Rates, taxes and drafts.</summary>
    [Function(nameof(RateUsage))]
    public Task<StepOutcome> RateUsage([ActivityTrigger] StepInput input, CancellationToken cancellationToken) =>
        RecordAsync(nameof(RateUsage), input, steps.RateAsync, cancellationToken);

    /// <summary>Issues the invoice.</summary>
    [Function(nameof(IssueInvoice))]
    public Task<StepOutcome> IssueInvoice([ActivityTrigger] StepInput input, CancellationToken cancellationToken) =>
        RecordAsync(nameof(IssueInvoice), input, steps.IssueAsync, cancellationToken);

    /// <summary>Queues the posting and reads how far it has come.</summary>
    [Function(nameof(PostInvoice))]
    public Task<StepOutcome> PostInvoice([ActivityTrigger] StepInput input, CancellationToken cancellationToken) =>
        RecordAsync(nameof(PostInvoice), input, steps.PostAsync, cancellationToken);

    /// <summary>Compares usage, invoice and books.</summary>
    [Function(nameof(ReconcilePeriod))]
    public Task<StepOutcome> ReconcilePeriod([ActivityTrigger] StepInput input, CancellationToken cancellationToken) =>
        RecordAsync(nameof(ReconcilePeriod), input, steps.ReconcileAsync, cancellationToken);

    /// <summary>Marks the usage as billed.</summary>
    [Function(nameof(CloseUsage))]
    public Task<StepOutcome> CloseUsage([ActivityTrigger] StepInput input, CancellationToken cancellationToken) =>
        RecordAsync(nameof(CloseUsage), input, steps.CloseUsageAsync, cancellationToken);

    /// <summary>Tells the outside.</summary>
    [Function(nameof(PublishInvoice))]
    public Task<StepOutcome> PublishInvoice([ActivityTrigger] StepInput input, CancellationToken cancellationToken) =>
        RecordAsync(nameof(PublishInvoice), input, steps.PublishAsync, cancellationToken);

    /// <summary>Reverses the posting.</summary>
    [Function(nameof(ReversePosting))]
    public Task<StepOutcome> ReversePosting([ActivityTrigger] StepInput input, CancellationToken cancellationToken) =>
        RecordAsync(nameof(ReversePosting), input, compensations.ReversePostingAsync, cancellationToken);

    /// <summary>Credits the invoice.</summary>
    [Function(nameof(CreditInvoice))]
    public Task<StepOutcome> CreditInvoice([ActivityTrigger] StepInput input, CancellationToken cancellationToken) =>
        RecordAsync(nameof(CreditInvoice), input, compensations.CreditAsync, cancellationToken);

    /// <summary>Drops the draft.</summary>
    [Function(nameof(DropDraft))]
    public Task<StepOutcome> DropDraft([ActivityTrigger] StepInput input, CancellationToken cancellationToken) =>
        RecordAsync(nameof(DropDraft), input, compensations.DropDraftAsync, cancellationToken);

    /// <summary>Opens the usage again.</summary>
    [Function(nameof(ReopenUsage))]
    public Task<StepOutcome> ReopenUsage([ActivityTrigger] StepInput input, CancellationToken cancellationToken) =>
        RecordAsync(nameof(ReopenUsage), input, compensations.ReopenUsageAsync, cancellationToken);

    // A span for each time the step runs: the orchestrator has none, because each of its replays would make it again.
    private Task<StepOutcome> RecordAsync(
        string step, StepInput input, Func<StepInput, CancellationToken, Task<StepOutcome>> act, CancellationToken cancellationToken) =>
        tracing.RunAsync(step, ActivityKind.Internal, Correlation.OfPeriod(input.AccountId, input.PeriodKey), async span =>
        {
            span?.SetTag(FabricTags.SagaId, input.SagaId).SetTag(FabricTags.SagaStep, step).SetTag(FabricTags.SagaRun, input.Run).SetTag(FabricTags.SagaRetries, input.Retries);
            var outcome = await act(input, cancellationToken);
            await journal.RecordAsync(input, step, outcome, cancellationToken);
            span?.SetTag(FabricTags.Outcome, FabricTracing.Text(outcome.Result)).SetTag(FabricTags.Code, outcome.Code);
            LogStep(step, input.SagaId, input.Run, outcome.Result, outcome.Code);
            return outcome;
        });
}
