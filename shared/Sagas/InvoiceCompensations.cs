using RevenueFunctions.Catalog;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Sagas;

/// <summary>
/// The steps of the invoice saga, backward. Each finds out what its step really did, also when that failed half-way, and does nothing
/// where there is nothing to undo. Each is idempotent.
/// </summary>
public sealed class InvoiceCompensations(
    CatalogReader catalog, UsagePeriods periods, DraftInvoices drafts, InvoiceStore invoices, PostingLane lane, DeferredRevenue deferred, ExceptionStore exceptions, IOutboundEvents outbound)
{
    /// <summary>Reverses the posting through the lane: a posted entry is never removed.</summary>
    public async Task<StepOutcome> ReversePostingAsync(StepInput input, CancellationToken cancellationToken)
    {
        var subject = await SagaSubject.FindAsync(catalog, input, cancellationToken);
        if (subject is null)
        {
            return SagaSubject.Unknown(input);
        }

        // First, because it holds whatever becomes of the entry: recognition must not go on with an invoice that is taken back.
        await deferred.CancelAsync(subject.Entity.Id, input.InvoiceId!, cancellationToken);
        var key = JournalEntries.KeyOf(input.InvoiceId!);
        if (await lane.FindAsync(subject.Entity.Id, key, cancellationToken) is not { } posting)
        {
            return StepOutcome.Done("nothing posted");
        }

        if (posting.State == LaneEntryState.SetAside)
        {
            await exceptions.ResolveAsync(PostingCase.IdOf(posting), "The invoice is taken back.", cancellationToken);
            return StepOutcome.Done("nothing posted");
        }

        if (posting.State != LaneEntryState.Posted)
        {
            return StepOutcome.Waiting($"{key} is {posting.State}; it is reversed once it is settled.");
        }

        var reversalKey = JournalEntries.ReversalKeyOf(key);
        var standing = await lane.FindAsync(subject.Entity.Id, reversalKey, cancellationToken);
        if (standing is null || (standing.State == LaneEntryState.SetAside && standing.Generation < input.Retries))
        {
            var reversal = JournalEntries.Reversal(posting.Entry, BillingCalendar.DateAt(subject.Account, input.AskedAt), "the invoice was compensated");
            standing = (await lane.RequeueAsync(reversal, input.SagaId, input.Retries, cancellationToken)).Entry;
        }

        return PostingProgress.Of(standing);
    }

    /// <summary>Credits the invoice when it was issued; its number is never burnt.</summary>
    public async Task<StepOutcome> CreditAsync(StepInput input, CancellationToken cancellationToken)
    {
        var subject = await SagaSubject.FindAsync(catalog, input, cancellationToken);
        if (subject is null)
        {
            return SagaSubject.Unknown(input);
        }

        // Issuing may have allotted the number and died before the invoice said so: it is finished first, then credited.
        var current = await invoices.FindSummaryAsync(input.InvoiceId!, cancellationToken);
        if (current?.State is null or InvoiceState.Void)
        {
            await drafts.ReturnCreditsAsync(input.AccountId, input.PeriodKey, cancellationToken);
            return StepOutcome.Done("nothing issued");
        }

        if (current.State == InvoiceState.Draft && await invoices.VoidAsync(current.Id, cancellationToken) is InvoiceChange.Done)
        {
            await drafts.ReturnCreditsAsync(input.AccountId, input.PeriodKey, cancellationToken);
            return StepOutcome.Done("dropped");
        }

        await invoices.IssueAsync(current.Id, subject.Entity.InvoicePrefix, cancellationToken);
        if (await invoices.CreditAsync(current.Id, subject.Entity.InvoicePrefix, "The invoice saga was compensated.", cancellationToken) is not InvoiceChange.Done credited)
        {
            return StepOutcome.NeedsPerson("credit-refused", $"Invoice '{current.Id}' is {current.State} and cannot be credited.");
        }

        await drafts.ReturnCreditsAsync(input.AccountId, input.PeriodKey, cancellationToken);
        await outbound.PublishAsync(InvoiceEvents.Credited(credited.Invoice), cancellationToken);
        return StepOutcome.Done(credited.Invoice.CreditNote?.Number);
    }

    /// <summary>Drops the draft.</summary>
    public async Task<StepOutcome> DropDraftAsync(StepInput input, CancellationToken cancellationToken)
    {
        // Drafting may have died after it saved the draft and before the saga knew its id.
        var id = input.InvoiceId ?? (await invoices.CurrentRevisionAsync(input.AccountId, input.PeriodKey, cancellationToken)).Id.ToString();
        var found = await invoices.FindSummaryAsync(id, cancellationToken) is { State: InvoiceState.Draft };
        if (found && await invoices.VoidAsync(id, cancellationToken) is InvoiceChange.Refused refused)
        {
            return StepOutcome.NeedsPerson("draft-kept", refused.Reason);
        }

        await drafts.ReturnCreditsAsync(input.AccountId, input.PeriodKey, cancellationToken);
        return StepOutcome.Done(found ? "dropped" : "no draft");
    }

    /// <summary>Opens the usage again.</summary>
    public async Task<StepOutcome> ReopenUsageAsync(StepInput input, CancellationToken cancellationToken)
    {
        var subject = await SagaSubject.FindAsync(catalog, input, cancellationToken);
        return subject is null
            ? StepOutcome.Done("no such period")
            : await periods.ReopenAsync(subject.Account, subject.Period, input.SagaId, cancellationToken) switch
            {
                FenceChange.Done => StepOutcome.Done("reopened"),
                FenceChange.NotFrozen => StepOutcome.Done("was open"),
                _ => StepOutcome.Done("held by another, left alone"),
            };
    }
}
