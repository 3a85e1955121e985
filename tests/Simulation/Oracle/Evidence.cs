using RevenueFunctions.Catalog;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Sagas;
using RevenueFunctions.Tests.Simulation.Invariants;
using RevenueFunctions.Tests.Simulation.Kernel;
using RevenueFunctions.Tests.Simulation.Workload;

namespace RevenueFunctions.Tests.Simulation.Oracle;

/// <summary>What the fabric says at the end of a run: what became of each event, the records, the periods and their invoices.</summary>
internal sealed record Evidence(IReadOnlyList<EventOutcome> Events, IReadOnlyList<UsageRecord> Records, IReadOnlyList<PeriodEvidence> Periods)
{
    /// <summary>Reads it.</summary>
    public static async Task<Evidence> ReadAsync(Outcome outcome)
    {
        var events = new List<EventOutcome>();
        var ledger = outcome.Fabric.Get<IngestLedger>();
        foreach (var enqueued in outcome.Stage.Witness.Enqueued)
        {
            events.Add(new EventOutcome(enqueued, outcome.Scenario.Sent[enqueued.SentId], await ledger.FindAsync(enqueued.Partition, enqueued.Sequence)));
        }

        var (records, periods) = (new List<UsageRecord>(), new List<PeriodEvidence>());
        var written = outcome.Stage.Witness.UsagePartitions.Select(partition => partition.Split(':')).Select(parts => (Account: parts[0], Period: parts[1])).Distinct()
            .OrderBy(one => one.Account, StringComparer.Ordinal).ThenBy(one => one.Period, StringComparer.Ordinal);
        foreach (var (id, key) in written)
        {
            var account = outcome.Scenario.Catalog.Accounts.Single(account => account.Id == id);
            var ofPeriod = await AllAsync<UsageRecord>(outcome.Fabric.Api, "ListUsageRecords", Client.Route("account", id, "period", key));
            records.AddRange(ofPeriod);
            periods.Add(await PeriodAsync(outcome, account, key, ofPeriod));
        }

        return new Evidence(events, records, periods);
    }

    /// <summary>Every item of a list, over its pages.</summary>
    public static async Task<IReadOnlyList<T>> AllAsync<T>(FunctionApi api, string function, IReadOnlyDictionary<string, string>? route, string query = "?limit=1000")
    {
        var items = new List<T>();
        for (string? cursor = string.Empty; cursor is not null;)
        {
            var answer = await api.CallAsync(function, route, query: cursor.Length == 0 ? query : $"{query}&cursor={Uri.EscapeDataString(cursor)}");
            var page = answer.IsSuccess ? answer.Read<Page<T>>() : throw new InvalidOperationException($"{function} answered {answer.Status}: {answer.Text}");
            items.AddRange(page.Items);
            cursor = page.Next;
        }

        return items;
    }

    private static async Task<PeriodEvidence> PeriodAsync(Outcome outcome, Account account, string key, IReadOnlyList<UsageRecord> records)
    {
        var api = outcome.Fabric.Api;
        var saga = await api.CallAsync("GetSaga", Client.Route("id", SagaId.Of(account.Id, key)));
        var invoices = await AllAsync<InvoiceSummary>(api, "ListInvoices", null, $"?limit=1000&account={account.Id}&period={key}");
        var live = new List<InvoiceEvidence>();
        foreach (var invoice in invoices.Where(invoice => invoice.State is InvoiceState.Issued or InvoiceState.Posted))
        {
            var lines = await AllAsync<InvoiceLine>(api, "ListInvoiceLines", Client.Route("id", invoice.Id));
            var usage = new List<LineUsage>();
            foreach (var line in lines.Where(line => !line.Derivation.Usage.IsEmpty))
            {
                usage.Add(new LineUsage(line, await AllAsync<UsageRecord>(
                    api, "ListInvoiceLineUsage", Client.Route("id", invoice.Id, "number", line.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
            }

            live.Add(new InvoiceEvidence(invoice, lines, usage));
        }

        return new PeriodEvidence(account, key, records, saga.IsSuccess ? saga.Read<SagaSummary>().Saga : null, live);
    }
}

/// <summary>A hub event and what became of it; null when the fabric has not seen it.</summary>
internal sealed record EventOutcome(EnqueuedEvent Enqueued, SentEvent Sent, LedgerEvent? Ledger);

/// <summary>A billing period into which usage was written or that was frozen.</summary>
internal sealed record PeriodEvidence(Account Account, string Key, IReadOnlyList<UsageRecord> Records, SagaRecord? Saga, IReadOnlyList<InvoiceEvidence> Invoices)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Account.Id} {Key}";
}

/// <summary>An issued invoice that was not credited.</summary>
internal sealed record InvoiceEvidence(InvoiceSummary Invoice, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<LineUsage> Usage);

/// <summary>The records that the API names behind an invoice line.</summary>
internal sealed record LineUsage(InvoiceLine Line, IReadOnlyList<UsageRecord> Records);
