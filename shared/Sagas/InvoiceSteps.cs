using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;
using RevenueFunctions.Reconciliation;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Sagas;

/// <summary>The steps of the invoice saga, forward. Each is idempotent: it may be called any number of times, also after it was done.</summary>
public sealed class InvoiceSteps(
    CatalogReader catalog, UsagePeriods periods, InvoicePreparation preparation, DraftInvoices drafts, InvoiceStore invoices, PostingLane lane, DeferredRevenue deferred,
    PeriodReconciliation reconciliation, IOutboundEvents outbound, SagaJournal journal, FabricInstruments instruments)
{
    /// <summary>Freezes the period's usage for the saga.</summary>
    public async Task<StepOutcome> FreezeAsync(StepInput input, CancellationToken cancellationToken)
    {
        var subject = await SagaSubject.FindAsync(catalog, input, cancellationToken);
        if (subject is null)
        {
            return SagaSubject.Unknown(input);
        }

        var result = await periods.FreezeAsync(subject.Account, subject.Period, input.SagaId, cancellationToken);
        return result switch
        {
            FreezeResult.Frozen frozen => StepOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"{frozen.Usage.EventCount} records")),
            FreezeResult.HeldByAnother held => StepOutcome.Failed("period-held", $"The period is {held.State} and held by '{held.Owner}'."),
            _ => throw new InvalidOperationException($"Unknown freeze result {result.GetType().Name}."),
        };
    }

    /// <summary>Rates the frozen usage, taxes it and saves a draft; its id is the step's value, absent when there is nothing to charge.</summary>
    public async Task<StepOutcome> RateAsync(StepInput input, CancellationToken cancellationToken)
    {
        var subject = await SagaSubject.FindAsync(catalog, input, cancellationToken);
        if (subject is null)
        {
            return SagaSubject.Unknown(input);
        }

        while (true)
        {
            switch (await preparation.PrepareAsync(subject.Catalog, subject.Entity, subject.Account, subject.Period, cancellationToken))
            {
                case PreparationOutcome.Prepared prepared when await drafts.TrySaveAsync(subject.Catalog, prepared, cancellationToken) is { } change:
                    return change is InvoiceChange.Refused refused ? StepOutcome.Failed("invoice-refused", refused.Reason) : StepOutcome.Done(prepared.Draft.Id);
                case PreparationOutcome.Prepared:
                    // Another invoice of the account drew credit in between: the draft is made anew by what is left.
                    break;
                case PreparationOutcome.Nothing:
                    return StepOutcome.Done();
                case PreparationOutcome.Refused stopped:
                    return StepOutcome.NeedsPerson(stopped.Code, stopped.Message);
                case var other:
                    throw new InvalidOperationException($"Unknown preparation outcome {other.GetType().Name}.");
            }
        }
    }

    /// <summary>Issues the draft under the next number of its legal entity.</summary>
    public async Task<StepOutcome> IssueAsync(StepInput input, CancellationToken cancellationToken)
    {
        if (await SagaSubject.FindAsync(catalog, input, cancellationToken) is not { } subject)
        {
            return SagaSubject.Unknown(input);
        }

        var issued = await invoices.IssueAsync(input.InvoiceId!, subject.Entity.InvoicePrefix, cancellationToken);
        await MeasureAsync(input, subject, issued, cancellationToken);
        return issued switch
        {
            InvoiceChange.Done done when !await drafts.SettleAsync(subject.Catalog, done.Invoice, cancellationToken) => StepOutcome.NeedsPerson(
                "credit-overdrawn", $"Invoice '{input.InvoiceId}' is issued with prepaid credit that is no longer there. Grant it again and retry, or abort."),
            InvoiceChange.Done done => StepOutcome.Done(done.Invoice.Number),
            InvoiceChange.Refused refused => StepOutcome.Failed("invoice-refused", refused.Reason),
            _ => StepOutcome.Failed("invoice-missing", $"Invoice '{input.InvoiceId}' does not exist."),
        };
    }

    // A period that is billed anew on a person's word was not late: its first invoice was measured.
    private async Task MeasureAsync(StepInput input, SagaSubject subject, InvoiceChange issued, CancellationToken cancellationToken)
    {
        if (issued is InvoiceChange.Done { IsNew: true, Invoice.IssuedAt: { } at }
            && (input.Run == 1 || (await journal.FindAsync(input.SagaId, cancellationToken))?.Rebills is null))
        {
            instruments.Issued(at - subject.Period.End);
        }
    }

    /// <summary>Queues the invoice's journal entry, once, and answers how far it has come.</summary>
    public async Task<StepOutcome> PostAsync(StepInput input, CancellationToken cancellationToken)
    {
        var subject = await SagaSubject.FindAsync(catalog, input, cancellationToken);
        if (subject is null || await invoices.FindAsync(input.InvoiceId!, cancellationToken) is not { IssuedAt: { } issuedAt } invoice)
        {
            return SagaSubject.Unknown(input);
        }

        if (BookingTerms.Find(subject.Catalog, subject.Entity, subject.Account, invoice.Currency, BillingCalendar.DateAt(subject.Account, issuedAt)) is not { } terms)
        {
            return StepOutcome.NeedsPerson("no-exchange-rate", $"There is no rate from {invoice.Currency} to {subject.Entity.Currency} for {BillingCalendar.DateAt(subject.Account, issuedAt):yyyy-MM-dd}. Add it to the catalog and retry.");
        }

        if (JournalEntries.ForInvoice(invoice, terms) is not { } entry)
        {
            return StepOutcome.Done("no entry");
        }

        // The content is only made anew on a person's word: without one, a change of the posting rules in between must not become a conflict.
        var queued = input.Retries > 0
            ? await lane.RequeueAsync(entry, input.SagaId, input.Retries, cancellationToken)
            : await lane.FindAsync(entry.LegalEntityId, entry.PostingKey, cancellationToken) is { } standing
                ? new EnqueueOutcome(EnqueueKind.AlreadyQueued, standing)
                : await lane.EnqueueAsync(entry, input.SagaId, cancellationToken);
        if (queued.Kind == EnqueueKind.KeyConflict && queued.Entry.State != LaneEntryState.Posted)
        {
            return StepOutcome.NeedsPerson("posting-key-conflict", $"Other content is queued under {entry.PostingKey}.");
        }

        // By the terms of the entry that is queued, whatever rules were added since: what is recognised later is what it deferred.
        await deferred.RecordAsync(invoice, terms.As(subject.Catalog, queued.Entry.Entry), cancellationToken);
        var outcome = PostingProgress.Of(queued.Entry);
        if (outcome.Result == StepResult.Done)
        {
            await invoices.MarkPostedAsync(invoice.Id, queued.Entry.Reference!, cancellationToken);
        }

        return outcome;
    }

    /// <summary>Compares usage, invoice and books.</summary>
    public async Task<StepOutcome> ReconcileAsync(StepInput input, CancellationToken cancellationToken)
    {
        var subject = await SagaSubject.FindAsync(catalog, input, cancellationToken);
        if (subject is null)
        {
            return SagaSubject.Unknown(input);
        }

        var run = await reconciliation.RunAsync(subject.Account, subject.Period, input.InvoiceId, cancellationToken);
        return run.Breaks == 0
            ? StepOutcome.Done(run.Id)
            : StepOutcome.NeedsPerson("reconciliation-breaks", $"{run.Breaks} breaks; see /api/v1/reconciliation/runs/{run.Id}.");
    }

    /// <summary>Marks the usage as billed.</summary>
    public async Task<StepOutcome> CloseUsageAsync(StepInput input, CancellationToken cancellationToken)
    {
        var subject = await SagaSubject.FindAsync(catalog, input, cancellationToken);
        return subject is null
            ? SagaSubject.Unknown(input)
            : await periods.MarkInvoicedAsync(subject.Account, subject.Period, input.SagaId, input.InvoiceId ?? SagaSubject.NoInvoice, cancellationToken) switch
            {
                FenceChange.Done => StepOutcome.Done(),
                FenceChange.HeldByAnother => StepOutcome.Failed("period-held", "Another owner holds the period."),
                _ => StepOutcome.Failed("period-not-frozen", "The period was opened while it was being billed."),
            };
    }

    /// <summary>Tells the outside.</summary>
    public async Task<StepOutcome> PublishAsync(StepInput input, CancellationToken cancellationToken)
    {
        if (await invoices.FindSummaryAsync(input.InvoiceId!, cancellationToken) is not { } invoice)
        {
            return SagaSubject.Unknown(input);
        }

        await outbound.PublishAsync(InvoiceEvents.Posted(invoice), cancellationToken);
        return StepOutcome.Done();
    }
}
