using RevenueFunctions.Exceptions;
using RevenueFunctions.Functions.Catalog;
using RevenueFunctions.Functions.Invoicing;
using RevenueFunctions.Functions.Ledger;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Ledger;
using RevenueFunctions.Functions.Reconciliation;
using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Posting;
using RevenueFunctions.Reconciliation;
using RevenueFunctions.Sagas;

namespace RevenueFunctions.Local.Demo;

/// <summary>The calls of the fabric's API that the demo makes.</summary>
internal sealed class FabricApi(FabricClient client)
{
    /// <summary>The hub that usage goes to.</summary>
    public const string UsageHub = "usage";

    /// <summary>The receivables account of the posting rules that hold without configuration.</summary>
    public const string Receivable = "1200";

    /// <summary>Imports catalog documents.</summary>
    public Task<CatalogImportResult> ImportAsync(ReadOnlyMemory<byte> documents, CancellationToken cancellationToken) =>
        client.PostAsync<CatalogImportResult>("catalog/import", documents, cancellationToken);

    /// <summary>Gives an account another alias.</summary>
    public Task AddAliasAsync(string account, string alias, CancellationToken cancellationToken) =>
        client.PostAsync<object>($"accounts/{account}/aliases", new AccountAliasRequest(alias), cancellationToken);

    /// <summary>What became of everything that entered.</summary>
    public Task<List<PartitionConservation>> ConservationAsync(CancellationToken cancellationToken) =>
        client.WholeAsync<PartitionConservation>("ingest/conservation", cancellationToken);

    /// <summary>What waits for a person.</summary>
    public Task<List<ExceptionCase>> OpenCasesAsync(CancellationToken cancellationToken) => client.ListAsync<ExceptionCase>("exceptions?state=open", cancellationToken);

    /// <summary>What is in quarantine, by cause.</summary>
    public Task<List<QuarantineGroup>> QuarantineAsync(CancellationToken cancellationToken) => client.ListAsync<QuarantineGroup>("quarantine", cancellationToken);

    /// <summary>Runs the events of a quarantine group again; answers how many became usage records.</summary>
    public async Task<long> ReplayAsync(string group, CancellationToken cancellationToken)
    {
        var accepted = 0L;
        string? cursor = null;
        do
        {
            var query = cursor is null ? string.Empty : $"?cursor={Uri.EscapeDataString(cursor)}";
            var result = await client.PostAsync<ReplayResult>($"quarantine/{Uri.EscapeDataString(group)}/replay{query}", null, cancellationToken);
            accepted += result.Accepted;
            cursor = result.Next;
        }
        while (cursor is not null);
        return accepted;
    }

    /// <summary>Closes a billing period.</summary>
    public Task CloseAsync(string account, string period, CancellationToken cancellationToken) =>
        client.PostAsync<object>($"accounts/{account}/periods/{period}/close", null, cancellationToken);

    /// <summary>How the saga of a period ended; null while it has not.</summary>
    public async Task<SagaEndTime?> EndOfSagaAsync(string account, string period, CancellationToken cancellationToken)
    {
        var id = SagaId.Of(account, period);
        var summary = await client.GetAsync<SagaSummary>($"sagas/{Uri.EscapeDataString(id)}", cancellationToken);
        return summary.Saga.EndedAt is { } ended ? new SagaEndTime(summary.Saga.State, ended - summary.Saga.StartedAt, summary.Saga.Message) : null;
    }

    /// <summary>The open case of a saga that waits for a person, if it does.</summary>
    public async Task<ExceptionCase?> SagaCaseAsync(string account, string period, CancellationToken cancellationToken) =>
        (await OpenCasesAsync(cancellationToken)).Find(one => one.Kind == ExceptionKind.Saga && one.Subject == SagaId.Of(account, period));

    /// <summary>The invoice of a period, with its lines.</summary>
    public async Task<DemoInvoice> InvoiceAsync(string account, string period, CancellationToken cancellationToken)
    {
        var path = $"invoices/{Uri.EscapeDataString($"{account}:{period}")}";
        return new DemoInvoice(await client.GetAsync<InvoiceView>(path, cancellationToken), await client.ListAsync<InvoiceLine>($"{path}/lines", cancellationToken));
    }

    /// <summary>All invoices of a legal entity.</summary>
    public Task<List<InvoiceView>> InvoicesAsync(string legalEntity, CancellationToken cancellationToken) =>
        client.ListAsync<InvoiceView>($"invoices?legalEntity={legalEntity}", cancellationToken);

    /// <summary>The posting lanes.</summary>
    public Task<List<LaneStatus>> LanesAsync(CancellationToken cancellationToken) => client.WholeAsync<LaneStatus>("lanes", cancellationToken);

    /// <summary>The postings of a lane, in order.</summary>
    public Task<List<LaneEntry>> PostingsAsync(string legalEntity, CancellationToken cancellationToken) =>
        client.ListAsync<LaneEntry>($"lanes/{legalEntity}/postings", cancellationToken);

    /// <summary>The documents in the books.</summary>
    public Task<List<ErpDocument>> LedgerEntriesAsync(string legalEntity, CancellationToken cancellationToken) =>
        client.ListAsync<ErpDocument>($"ledger/{legalEntity}/entries", cancellationToken);

    /// <summary>The balances of the books, counted again from the documents.</summary>
    public Task<TrialBalance> TrialBalanceAsync(string legalEntity, CancellationToken cancellationToken) =>
        client.GetAsync<TrialBalance>($"ledger/{legalEntity}/trial-balance?recount=true", cancellationToken);

    /// <summary>Makes the ledger book the next posting and not answer.</summary>
    public Task MisbehaveAsync(string legalEntity, CancellationToken cancellationToken) =>
        client.PostAsync<object>($"ledger/{legalEntity}/faults", new LedgerFaultRequest(LedgerFaultKind.TimeoutAfterCommit), cancellationToken);

    /// <summary>The misbehaviour that the ledger was told to and has not met a posting with yet.</summary>
    public Task<List<LedgerFault>> FaultsAsync(string legalEntity, CancellationToken cancellationToken) =>
        client.WholeAsync<LedgerFault>($"ledger/{legalEntity}/faults", cancellationToken);

    /// <summary>Compares a legal entity's invoices with its books.</summary>
    public Task<ReconciliationRun> ReconcileAsync(string legalEntity, CancellationToken cancellationToken) =>
        client.PostAsync<ReconciliationRun>("reconciliation/runs", new ReconcileRequest(legalEntity), cancellationToken);

    /// <summary>Compares usage records, roll-ups, invoice and books of a period.</summary>
    public Task<ReconciliationRun> ReconcileAsync(string account, string period, CancellationToken cancellationToken) =>
        client.PostAsync<ReconciliationRun>("reconciliation/runs", new ReconcileRequest(Account: account, Period: period), cancellationToken);

    /// <summary>The breaks that stand.</summary>
    public Task<List<OpenBreak>> BreaksAsync(CancellationToken cancellationToken) => client.ListAsync<OpenBreak>("reconciliation/breaks", cancellationToken);

    /// <summary>The open case of an alias that no account has.</summary>
    public async Task<ExceptionCase> UnmappedCaseAsync(string alias, CancellationToken cancellationToken) =>
        (await OpenCasesAsync(cancellationToken)).FirstOrDefault(one => one.Code == "unmapped-customer" && one.Title.Contains(alias, StringComparison.Ordinal))
        ?? throw new DemoException($"There is no open exception about the unmapped customer {alias}.");
}
