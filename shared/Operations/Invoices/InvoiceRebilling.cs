using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Operations;

/// <summary>Takes an invoice back in full, opens its usage again and claims the next run of its saga, which bills the period anew.</summary>
public sealed class InvoiceRebilling(
    CatalogReader catalog, InvoiceStore invoices, InvoiceCrediting crediting, UsagePeriods periods, SagaJournal sagas, PeriodClose close, OpenCommands commands, TimeProvider clock)
{
    /// <summary>Rebills an invoice; a repeat answers the run that bills its period again.</summary>
    /// <param name="invoiceId">The invoice.</param>
    /// <param name="reason">Why; printed on the credit note.</param>
    /// <param name="start">Starts the claimed run.</param>
    /// <param name="cancellationToken">Gives up; the command may be repeated.</param>
    public async Task<RebillOutcome> RebillAsync(string invoiceId, string reason, Func<SagaRecord, CancellationToken, Task> start, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (await invoices.FindSummaryAsync(invoiceId, cancellationToken) is not { } invoice)
        {
            return new RebillOutcome.Refused(new CreditNoteOutcome.NotFound(invoiceId));
        }

        var saga = await sagas.FindAsync(SagaId.Of(invoice.AccountId, invoice.PeriodKey), cancellationToken);
        if (saga?.Rebills != invoiceId)
        {
            if (saga is { State: not SagaState.Running } && saga.InvoiceId != invoiceId)
            {
                return new RebillOutcome.Replaced(saga);
            }

            var refused = await crediting.RefuseAsync(invoiceId, CreditCommand.Rebill(reason), null, cancellationToken);
            if (refused is not (null or CreditNoteOutcome.NothingLeft))
            {
                return new RebillOutcome.Refused(refused);
            }

            if (saga?.State != SagaState.Completed)
            {
                return saga is null ? new RebillOutcome.Refused(new CreditNoteOutcome.NotIssued(invoice)) : new RebillOutcome.Replaced(saga);
            }
        }

        var open = new OpenCommand(OpenCommandKind.Rebill, invoiceId, CreditCommand.RestKey, clock.GetUtcNow(), new CreditNoteRequest(reason, Full: true));
        await commands.KeepAsync(open, cancellationToken);
        var outcome = await CarryOutAsync(invoiceId, reason, start, cancellationToken);
        await commands.LetGoAsync(open, cancellationToken);
        return outcome;
    }

    /// <summary>Carries an accepted rebill out, from wherever a crash left it.</summary>
    public async Task<RebillOutcome> CarryOutAsync(string invoiceId, string reason, Func<SagaRecord, CancellationToken, Task> start, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        var id = InvoiceId.Parse(invoiceId);
        var sagaId = SagaId.Of(id.AccountId, id.PeriodKey);
        var saga = await sagas.FindAsync(sagaId, cancellationToken);
        if (saga is { State: SagaState.Completed } && saga.InvoiceId == invoiceId)
        {
            var credited = await crediting.CarryOutAsync(invoiceId, CreditCommand.Rebill(reason), cancellationToken);
            if (credited is not (CreditNoteOutcome.Issued or CreditNoteOutcome.NothingLeft))
            {
                return new RebillOutcome.Refused(credited);
            }

            // Reopened before the claim: the run that is claimed freezes the usage anew, and what came late since is billed with it.
            var snapshot = await catalog.GetCurrentAsync(cancellationToken);
            if (snapshot.Accounts.TryGetValue(id.AccountId, out var account) && BillingCalendar.PeriodOf(account, id.PeriodKey) is { } period)
            {
                await periods.ReopenAsync(account, period, sagaId, cancellationToken);
            }

            saga = await sagas.ClaimRebillAsync(id.AccountId, id.PeriodKey, invoiceId, cancellationToken);
            await close.LookAgainAsync(id.AccountId, cancellationToken);
        }

        if (saga?.Rebills != invoiceId)
        {
            return new RebillOutcome.Replaced(saga ?? throw new InvalidOperationException($"Saga '{sagaId}' of invoice '{invoiceId}' was never started."));
        }

        await start(saga, cancellationToken);
        return new RebillOutcome.Started(saga);
    }
}
