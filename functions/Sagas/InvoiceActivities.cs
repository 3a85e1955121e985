using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Functions.Sagas;

/// <summary>The activities of the invoice saga: each runs a step, records what it came to, and answers that.</summary>
public sealed class InvoiceActivities(InvoiceSteps steps, InvoiceCompensations compensations, SagaJournal journal)
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

    private async Task<StepOutcome> RecordAsync(
        string step, StepInput input, Func<StepInput, CancellationToken, Task<StepOutcome>> act, CancellationToken cancellationToken)
    {
        var outcome = await act(input, cancellationToken);
        await journal.RecordAsync(input, step, outcome, cancellationToken);
        return outcome;
    }
}
