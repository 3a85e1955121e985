using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Posting;

/// <summary>Brings credit notes, payments and grants of prepaid credit into the books: makes their entries, once, and records them as standing entries.</summary>
public sealed class DocumentBooking(CatalogReader catalog, InvoiceStore invoices, PostingLane lane, StandingEntries standing, DeferredRevenue deferred)
{
    /// <summary>
    /// Books a credit note. Null when there is nothing to book: the saga reverses the invoice's entry itself, the invoice is not in the books
    /// and will not be, or the note moves nothing.
    /// </summary>
    public async Task<StandingPosting?> BookAsync(CreditNote note, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (note.IsReversed)
        {
            return null;
        }

        if (await FindAsync(note.LegalEntityId, PostingKeys.CreditNote(note.Id), cancellationToken) is { } known)
        {
            return known;
        }

        // Behind the invoice's own entry in the same lane, the note can never be booked first. An invoice whose entry was set aside is not in the
        // books, and taking back there what is not there would make them wrong.
        if (await lane.FindAsync(note.LegalEntityId, PostingKeys.Invoice(note.InvoiceId), cancellationToken) is not { State: not LaneEntryState.SetAside } posted
            || await invoices.FindAsync(note.InvoiceId, cancellationToken) is not { } invoice)
        {
            return null;
        }

        var (terms, account) = await TermsAsync(InvoiceSummary.Of(invoice), posted.Entry, cancellationToken);
        var day = DateAt(account, note.IssuedAt!.Value);
        var entry = CreditNoteEntry.Of(note, invoice, terms, day, await CutAsync(note, invoice, terms, day, cancellationToken));
        return entry is null ? null : await RecordAsync(entry, cancellationToken);
    }

    /// <summary>Cuts the schedules of the deferred fees that are credited: what is not earned yet never will be.</summary>
    private async Task<Dictionary<int, DeferralCut>> CutAsync(CreditNote note, Invoice invoice, BookingTerms terms, DateOnly day, CancellationToken cancellationToken)
    {
        var cuts = new Dictionary<int, DeferralCut>();
        var fees = invoice.Lines.Where(line => Deferral.IsDeferred(line, terms)).Select(line => line.Number).ToHashSet();
        foreach (var line in note.Lines.Where(line => line.Net != 0m && fees.Contains(line.Line)))
        {
            if (await deferred.CutAsync(note.LegalEntityId, invoice.Id, line.Line, PostingKeys.CreditNote(note.Id), day, line.Net, cancellationToken) is { } cut)
            {
                cuts[line.Line] = cut;
            }
        }

        return cuts;
    }

    /// <summary>Books a payment; null when its invoice cannot be booked for want of an exchange rate.</summary>
    public async Task<StandingPosting?> BookAsync(Payment payment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(payment);
        if (await FindAsync(payment.LegalEntityId, PostingKeys.Payment(payment.Id), cancellationToken) is { } known)
        {
            return known;
        }

        if (await invoices.FindSummaryAsync(payment.InvoiceId, cancellationToken) is not { } invoice
            || await RateAsync(payment.LegalEntityId, payment.AccountId, payment.Currency, payment.ExchangeRate, payment.PaidAt, cancellationToken) is not { } rate)
        {
            return null;
        }

        var posted = await lane.FindAsync(payment.LegalEntityId, PostingKeys.Invoice(payment.InvoiceId), cancellationToken);
        var (terms, account) = await TermsAsync(invoice, posted?.Entry, cancellationToken);
        return await RecordAsync(PaymentEntry.Of(payment, invoice, terms, DateAt(account, payment.PaidAt), rate), cancellationToken);
    }

    /// <summary>Books a grant of prepaid credit; null when the account is gone or there is no exchange rate for the grant's currency.</summary>
    public async Task<StandingPosting?> BookAsync(string accountId, CreditGrant grant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grant);
        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        if (!snapshot.Accounts.TryGetValue(accountId, out var account) || !snapshot.LegalEntities.TryGetValue(account.LegalEntityId, out var entity))
        {
            return null;
        }

        return await FindAsync(entity.Id, PostingKeys.Grant(accountId, grant.Id), cancellationToken) is { } known ? known
            : BookingTerms.Find(snapshot, entity, account, grant.Currency, DateAt(account, grant.GrantedAt)) is { } terms
                ? await RecordAsync(GrantEntry.Of(accountId, grant, terms), cancellationToken)
                : null;
    }

    /// <summary>The rate by which a payment is booked: its own, or the catalog's of the day; null when there is neither.</summary>
    private async Task<decimal?> RateAsync(
        string legalEntityId, string accountId, string currency, decimal? own, DateTimeOffset paidAt, CancellationToken cancellationToken)
    {
        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        var books = snapshot.LegalEntities.GetValueOrDefault(legalEntityId)?.Currency;
        return books is null ? null
            : currency == books ? 1m
            : own ?? ExchangeRates.Find(snapshot, currency, books, DateAt(snapshot.Accounts.GetValueOrDefault(accountId), paidAt))?.Rate;
    }

    /// <summary>What a payment is worth in the books; null when there is no rate for it.</summary>
    public async Task<Money?> WorthAsync(Payment payment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return await RateAsync(payment.LegalEntityId, payment.AccountId, payment.Currency, payment.ExchangeRate, payment.PaidAt, cancellationToken) is { } rate
            && (await catalog.GetCurrentAsync(cancellationToken)).LegalEntities.GetValueOrDefault(payment.LegalEntityId) is { } entity
            ? new Money(ExchangeRates.Convert(payment.Amount, rate, entity.Currency), entity.Currency)
            : null;
    }

    /// <summary>The terms that the invoice was booked by, or is going to be.</summary>
    private async Task<(BookingTerms Terms, Account? Account)> TermsAsync(InvoiceSummary invoice, JournalEntry? booked, CancellationToken cancellationToken)
    {
        var snapshot = await catalog.GetCurrentAsync(cancellationToken);
        var entity = snapshot.LegalEntities.GetValueOrDefault(invoice.LegalEntityId)
            ?? throw new InvalidOperationException($"The catalog has no legal entity '{invoice.LegalEntityId}', which issued invoice '{invoice.Id}'.");
        var account = snapshot.Accounts.GetValueOrDefault(invoice.AccountId);
        var date = DateAt(account, invoice.IssuedAt!.Value);
        var terms = BookingTerms.Find(snapshot, entity, account, invoice.Currency, date) ?? new BookingTerms(entity, date, RulesInForce.At(snapshot, entity, date), account);
        return (booked is null ? terms : terms.As(snapshot, booked), account);
    }

    private async Task<StandingPosting?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken) =>
        await standing.FindAsync(legalEntityId, postingKey, cancellationToken) is { } known ? await RecordAsync(known.Standing.Entry, cancellationToken) : null;

    private async Task<StandingPosting> RecordAsync(JournalEntry entry, CancellationToken cancellationToken) => await standing.RecordAsync(entry, cancellationToken) switch
    {
        StandingOutcome.Queued queued => queued.Posting,
        StandingOutcome.Conflicting conflicting => conflicting.Posting,
        var other => throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}."),
    };

    private static DateOnly DateAt(Account? account, DateTimeOffset instant) => account is null ? DateOnly.FromDateTime(instant.UtcDateTime) : BillingCalendar.DateAt(account, instant);
}
