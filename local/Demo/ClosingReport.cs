using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Local.Demo.Oracle;

namespace RevenueFunctions.Local.Demo;

/// <summary>The last report: invoices, lanes, books, reconciliation; each line of it is also compared.</summary>
internal sealed class ClosingReport(FabricApi api, DemoConsole console, Checks checks, CatalogDocuments catalog, TimeProvider clock, string? faultyEntity = null)
{
    /// <summary>All of it, for the sample catalog.</summary>
    public async Task PrintAsync(
        IReadOnlyList<PartitionConservation> conservation, IReadOnlyList<(Account Account, OraclePeriod Period)> closed, InvoiceOracle oracle, CancellationToken cancellationToken)
    {
        DemoReport.Conservation(console, conservation);
        await InvoicesAsync(closed, oracle, cancellationToken);
        await PrintBooksAsync(closed, cancellationToken);
        await DemoReport.ExceptionsAsync(console, api, "What still waits for a person", cancellationToken);
    }

    /// <summary>Lanes, books and reconciliation.</summary>
    public async Task PrintBooksAsync(IReadOnlyList<(Account Account, OraclePeriod Period)> closed, CancellationToken cancellationToken)
    {
        await LanesAsync(cancellationToken);
        await BooksAsync(cancellationToken);
        await ReconciliationAsync(closed, cancellationToken);
        await SagasAsync(closed, cancellationToken);
    }

    private async Task InvoicesAsync(IReadOnlyList<(Account Account, OraclePeriod Period)> closed, InvoiceOracle oracle, CancellationToken cancellationToken)
    {
        var table = DemoReport.Table(["legal entity", "currency", "numbers"], ["invoices", "net", "tax", "total", "computed independently", "equal"]);
        foreach (var entity in catalog.LegalEntities)
        {
            var expected = closed.Where(one => one.Account.LegalEntityId == entity.Id)
                .Select(one => oracle.For(one.Account, one.Period)).Where(invoice => invoice.Lines.Count > 0).ToList();
            var actual = await api.InvoicesAsync(entity.Id, cancellationToken);
            var total = expected.Sum(invoice => invoice.Total);
            checks.Equal("Totals of each legal entity", entity.Id, total, actual.Sum(invoice => invoice.Total));
            checks.Equal("Totals of each legal entity", $"{entity.Id}: invoices", expected.Count, actual.Count);
            var numbers = actual.Select(invoice => invoice.Number ?? "-").Order(StringComparer.Ordinal).ToList();
            Gapless(entity, numbers);
            table.Row(
                $"{entity.Id} {entity.Name}", entity.Currency, numbers.Count == 0 ? "-" : $"{numbers[0]} to {numbers[^1]}", actual.Count, actual.Sum(invoice => invoice.Subtotal),
                actual.Sum(invoice => invoice.TaxTotal), actual.Sum(invoice => invoice.Total), total, total == actual.Sum(invoice => invoice.Total));
        }

        console.Out.Write(table);
    }

    private void Gapless(LegalEntity entity, List<string> numbers)
    {
        var allotted = numbers.Select(number => int.Parse(number[entity.InvoicePrefix.Length..], CultureInfo.InvariantCulture)).Order();
        checks.True("Invoice numbers are gapless", $"{entity.Id}: {numbers.Count} numbers", allotted.SequenceEqual(Enumerable.Range(1, numbers.Count)));
    }

    private async Task LanesAsync(CancellationToken cancellationToken)
    {
        var table = DemoReport.Table(["posting lane", "state"], ["posted", "waiting", "sent more than once", "documents in the ERP"]);
        foreach (var lane in await api.LanesAsync(cancellationToken))
        {
            var postings = await api.PostingsAsync(lane.LegalEntityId, cancellationToken);
            var posted = postings.Count(posting => posting.State == Posting.LaneEntryState.Posted);
            var documents = await api.LedgerEntriesAsync(lane.LegalEntityId, cancellationToken);
            checks.Equal("Posting lanes", $"{lane.LegalEntityId}: everything is posted", postings.Count, posted);
            checks.Equal("Posting lanes", $"{lane.LegalEntityId}: one document in the ERP for each posting", posted, documents.Select(one => one.Entry.PostingKey).Distinct().Count());
            checks.Equal("Posting lanes", $"{lane.LegalEntityId}: no document twice", documents.Count, documents.Select(one => one.Entry.PostingKey).Distinct().Count());
            table.Row(lane.LegalEntityId, lane.State, posted, lane.Waiting, postings.Count(posting => posting.Attempt > 1), documents.Count);
            if (lane.LegalEntityId == faultyEntity)
            {
                await UnknownOutcomeAsync(postings[0], documents, cancellationToken);
            }
        }

        console.Out.Write(table);
    }

    /// <summary>The first posting of the faulty entity: booked without an answer. It must be in the books once, and have been sent once.</summary>
    private async Task UnknownOutcomeAsync(Posting.LaneEntry first, List<Posting.ErpDocument> documents, CancellationToken cancellationToken)
    {
        const string Invariant = "A posting with unknown outcome is not sent twice";
        var key = first.Entry.PostingKey;
        checks.Equal(Invariant, "faults that no posting has met", 0, (await api.FaultsAsync(first.Entry.LegalEntityId, cancellationToken)).Count);
        checks.Equal(Invariant, $"{key}: times sent", 1, first.Attempt);
        checks.Equal(Invariant, $"{key}: documents", 1, documents.Count(document => document.Entry.PostingKey == key));
        checks.Equal(Invariant, $"{key}: reference found by key", documents.Find(document => document.Entry.PostingKey == key)?.Reference ?? "-", first.Reference ?? "-");
        console.Say($"{key}: the ledger booked it as {first.Reference} and did not answer; the lane asked by posting key, found it, and did not send it again.");
    }

    private async Task BooksAsync(CancellationToken cancellationToken)
    {
        var table = DemoReport.Table(["trial balance", "account"], ["debit", "credit", "balance"]);
        foreach (var entity in catalog.LegalEntities)
        {
            var books = await api.TrialBalanceAsync(entity.Id, cancellationToken);
            foreach (var account in books.Accounts)
            {
                table.Row($"{entity.Id} {books.Currency}", $"{account.Account} {account.Name}", account.Debit, account.Credit, account.Balance);
            }

            var invoiced = (await api.InvoicesAsync(entity.Id, cancellationToken)).Sum(invoice => invoice.Total);
            table.Row($"{entity.Id} {books.Currency}", "all accounts", books.TotalDebit, books.TotalCredit, books.TotalDebit - books.TotalCredit);
            checks.Equal("The books balance", $"{entity.Id}: debits and credits", books.TotalDebit, books.TotalCredit);
            checks.Equal("The books equal the invoices", $"{entity.Id}: receivables", invoiced, books.Accounts.Where(account => account.Account == FabricApi.Receivable).Sum(account => account.Balance));
        }

        console.Out.Write(table);
    }

    private async Task ReconciliationAsync(IReadOnlyList<(Account Account, OraclePeriod Period)> closed, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var compared = 0L;
        foreach (var entity in catalog.LegalEntities)
        {
            var run = await api.ReconcileAsync(entity.Id, cancellationToken);
            compared += run.Checked.Values.Sum();
            checks.Equal("Reconciliation: no break", $"{entity.Id}: invoices and books", 0, run.Breaks);
        }

        foreach (var (account, period) in closed)
        {
            var run = await api.ReconcileAsync(account.Id, period.Key, cancellationToken);
            compared += run.Checked.Values.Sum();
            checks.Equal("Reconciliation: no break", $"{account.Id} {period.Key}: records, roll-ups, invoice and books", 0, run.Breaks);
        }

        var open = await api.BreaksAsync(cancellationToken);
        checks.Equal("Reconciliation: no break", "breaks that stand", 0, open.Count);
        console.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"reconciliation: {catalog.LegalEntities.Length} books and {closed.Count} billing periods, {compared:N0} comparisons, {open.Count} breaks, {clock.GetElapsedTime(start).TotalSeconds:0.0} s"));
    }

    private async Task SagasAsync(IReadOnlyList<(Account Account, OraclePeriod Period)> closed, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        foreach (var (account, period) in closed)
        {
            if (await api.EndOfSagaAsync(account.Id, period.Key, cancellationToken) is { } saga)
            {
                checks.Equal("Invoice sagas", $"{account.Id} {period.Key}", "Completed", saga.Message is null ? saga.State.ToString() : $"{saga.State}: {saga.Message}");
                times.Add(saga.Took.TotalMilliseconds);
            }
        }

        times.Sort();
        if (times.Count > 0)
        {
            console.Say(string.Create(
                CultureInfo.InvariantCulture, $"{times.Count} invoice sagas, from start to end: median {times[times.Count / 2]:0} ms, 95th percentile {times[(int)(times.Count * 0.95)]:0} ms"));
        }
    }
}
