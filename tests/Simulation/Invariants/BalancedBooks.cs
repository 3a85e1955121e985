using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Ledger;
using RevenueFunctions.Posting;
using RevenueFunctions.Reconciliation;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>
/// Every document and every trial balance balances, running sums equal a recount, the books hold exactly what the invoices say, and the
/// fabric's own reconciliation finds nothing but what people decided.
/// </summary>
internal sealed class BalancedBooks : IInvariant
{
    /// <inheritdoc/>
    public string Name => "books";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> CheckAsync(Outcome outcome)
    {
        var broken = new List<string>();
        var catalog = await outcome.Fabric.Get<CatalogReader>().GetCurrentAsync();
        foreach (var entity in catalog.LegalEntities.Values)
        {
            var books = outcome.State.BooksOf(entity.Id) ?? new BooksState(entity.Id, 0, [], []);
            CheckDocuments(books, broken);
            CheckSums(books, broken);
            CheckInvoices(outcome.State, entity, books, broken);
            CheckTotals(outcome.State, entity, books, broken);
            await ReconcileAsync(outcome, entity, broken);
        }

        return broken;
    }

    private static void CheckDocuments(BooksState books, List<string> broken)
    {
        foreach (var document in books.Documents)
        {
            if (document.Entry.TotalDebit != document.Entry.TotalCredit || document.Entry.TotalDebit == 0m)
            {
                broken.Add($"{document.Reference} ({document.Entry.PostingKey}) does not balance: debit {document.Entry.TotalDebit}, credit {document.Entry.TotalCredit}");
            }
        }
    }

    private static void CheckSums(BooksState books, List<string> broken)
    {
        var counted = books.Documents.SelectMany(document => document.Entry.Lines).ToLookup(line => line.Account, StringComparer.Ordinal);
        foreach (var code in books.Accounts.Select(account => account.Code).Union(counted.Select(lines => lines.Key), StringComparer.Ordinal))
        {
            var kept = books.Accounts.FirstOrDefault(account => account.Code == code);
            var (debit, credit) = (counted[code].Sum(line => line.Debit), counted[code].Sum(line => line.Credit));
            if (kept?.Debit != debit || kept.Credit != credit)
            {
                broken.Add($"books of {books.LegalEntityId}: account {code} keeps {kept?.Debit} / {kept?.Credit}, its documents come to {debit} / {credit}");
            }
        }

        if (books.Accounts.Sum(account => account.Debit) != books.Accounts.Sum(account => account.Credit))
        {
            broken.Add($"books of {books.LegalEntityId}: the trial balance does not balance, debit {books.Accounts.Sum(account => account.Debit)}, credit {books.Accounts.Sum(account => account.Credit)}");
        }
    }

    private static void CheckInvoices(FinalState state, LegalEntity entity, BooksState books, List<string> broken)
    {
        foreach (var invoice in state.Invoices.Values.Where(invoice => invoice.LegalEntityId == entity.Id))
        {
            var key = JournalEntries.KeyOf(invoice.Id);
            var (document, reversal) = (books.Find(key), books.Find(JournalEntries.ReversalKeyOf(key)));
            if (Problem(invoice, document, reversal) is { } problem && !WasDecided(state, invoice))
            {
                broken.Add($"invoice {invoice.Id} ({invoice.Number ?? "no number"}) is {invoice.State} over {invoice.Total}: {problem}");
            }

            if (document is not null && document.Entry.Lines.Where(line => line.Party == invoice.AccountId).Sum(line => line.Debit - line.Credit) != invoice.Total)
            {
                broken.Add($"invoice {invoice.Id} is over {invoice.Total}, {document.Reference} books another receivable: {document.Entry.TotalDebit}");
            }

            if (reversal is not null && document is not null && !document.Entry.Lines.Select(line => (line.Account, line.Debit, line.Credit, line.Party, line.Product))
                .SequenceEqual(reversal.Entry.Lines.Select(line => (line.Account, line.Credit, line.Debit, line.Party, line.Product))))
            {
                broken.Add($"{reversal.Reference} does not mirror {document.Reference} of invoice {invoice.Id}");
            }
        }

        foreach (var document in books.Documents)
        {
            var about = document.Entry.PostingKey.StartsWith("reversal:", StringComparison.Ordinal) ? document.Entry.PostingKey["reversal:".Length..] : document.Entry.PostingKey;
            if (PostingKeys.BelongsToClose(about))
            {
                // What closes a period moves revenue between periods, and nothing that anybody owes.
                var rules = entity.PostingRules ?? PostingRules.Standard;
                broken.AddRange(document.Entry.Lines.Where(line => line.Account == rules.Receivable || line.Account == rules.TaxPayable)
                    .Select(line => $"{document.Reference} ({document.Entry.PostingKey}) books {line.Debit - line.Credit} on {line.Account}"));
            }
            else if (!state.Invoices.Keys.Any(id => JournalEntries.KeyOf(id) == about))
            {
                broken.Add($"{document.Reference} stands under {document.Entry.PostingKey}, which is of no invoice");
            }
        }
    }

    private static string? Problem(InvoiceSummary invoice, LedgerEntry? document, LedgerEntry? reversal) => invoice.State switch
    {
        InvoiceState.Posted when document is null => "no document in the books",
        InvoiceState.Posted when document.Reference != invoice.PostingReference => $"names {invoice.PostingReference}, the books have {document.Reference}",
        InvoiceState.Posted when reversal is not null => $"reversed by {reversal.Reference}",
        InvoiceState.Credited when document is not null && reversal is null => $"{document.Reference} was never reversed",
        InvoiceState.Credited when document is null && reversal is not null => $"reversed by {reversal.Reference} without a document",
        InvoiceState.Issued when invoice.Total != 0m => document is null ? "not in the books" : $"does not know of {document.Reference}",
        InvoiceState.Draft or InvoiceState.Void when document is not null => $"booked as {document.Reference}",
        _ => null,
    };

    /// <summary>True when a person took the posting or its reversal upon himself.</summary>
    private static bool WasDecided(FinalState state, InvoiceSummary invoice) => state.SagaOf(invoice) is { Record: { } record } saga
        && (saga.WasDecidedAgainst(record.Run, nameof(InvoiceActivities.PostInvoice)) || saga.WasDecidedAgainst(record.Run, nameof(InvoiceActivities.ReversePosting)));

    /// <summary>The balances of the books against the sums of the invoices that stand in them.</summary>
    private static void CheckTotals(FinalState state, LegalEntity entity, BooksState books, List<string> broken)
    {
        var rules = entity.PostingRules ?? PostingRules.Standard;
        var standing = state.Invoices.Values
            .Where(invoice => invoice.LegalEntityId == entity.Id)
            .Where(invoice => books.Find(JournalEntries.KeyOf(invoice.Id)) is not null && books.Find(JournalEntries.ReversalKeyOf(JournalEntries.KeyOf(invoice.Id))) is null)
            .ToList();
        string[] own = [rules.Receivable, rules.TaxPayable, rules.RoundingDifference];
        Compare("receivable", account => account.Code == rules.Receivable, standing.Sum(invoice => invoice.Total));
        Compare("tax payable", account => account.Code == rules.TaxPayable, -standing.Sum(invoice => invoice.TaxTotal));
        Compare("revenue", account => !own.Contains(account.Code), -standing.Sum(invoice => invoice.Subtotal));

        void Compare(string what, Func<LedgerAccount, bool> isMeant, decimal expected)
        {
            var balance = books.Accounts.Where(isMeant).Sum(account => account.Debit - account.Credit);
            if (balance != expected)
            {
                broken.Add($"books of {entity.Id}: {what} is {balance}, the {standing.Count} invoices in them come to {expected}");
            }
        }
    }

    private static async Task ReconcileAsync(Outcome outcome, LegalEntity entity, List<string> broken)
    {
        var run = await outcome.Fabric.Get<EntityReconciliation>().RunAsync(entity);
        if (run.Breaks == 0)
        {
            return;
        }

        var (breaks, _) = await outcome.Fabric.Get<ReconciliationStore>().BreaksOfAsync(run.Id, 100, null);
        foreach (var found in breaks)
        {
            var id = found.Subject.StartsWith("credit:", StringComparison.Ordinal) ? found.Subject["credit:".Length..] : found.Subject;
            var isDecided = found.Kind is BreakKind.PostingMissing && (outcome.State.Invoices.TryGetValue(id, out var invoice)
                ? WasDecided(outcome.State, invoice)
                : outcome.State.Lane(entity.Id)?.Find(found.Subject) is { SagaId: null, State: LaneEntryState.SetAside });
            if (!isDecided)
            {
                broken.Add($"reconciliation of {entity.Id}: {found.Kind} {found.Subject}: {found.Left}; {found.Right}");
            }
        }
    }
}
