using System.Collections.Immutable;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Ledger;

/// <summary>The embedded ledger behind a script of faults. Without a script it is the ledger.</summary>
public sealed class FaultyLedger(EmbeddedLedger ledger, LedgerFaults faults, TimeProvider clock) : IErpConnector
{
    /// <inheritdoc/>
    public Task<ErpDocument?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken) =>
        ledger.FindAsync(legalEntityId, postingKey, cancellationToken);

    /// <inheritdoc/>
    public async Task<ErpPostResult> PostAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (faults.Next(entry.LegalEntityId) is not { } fault)
        {
            return await ledger.PostAsync(entry, cancellationToken);
        }

        switch (fault.Kind)
        {
            case LedgerFaultKind.TimeoutBeforeCommit:
                throw new TimeoutException("The ledger did not answer (scripted, nothing booked).");
            case LedgerFaultKind.TimeoutAfterCommit:
                await ledger.PostAsync(entry, cancellationToken);
                throw new TimeoutException("The ledger did not answer (scripted, booked).");
            case LedgerFaultKind.Reject:
                return new ErpPostResult.Rejected("scripted-rejection", fault.Text ?? "The ledger refuses the entry (scripted).");
            case LedgerFaultKind.Down:
                throw new ErpUnavailableException(fault.Text ?? "The ledger is down (scripted).");
            case LedgerFaultKind.Slow:
                await Task.Delay(fault.Delay ?? TimeSpan.FromSeconds(1), clock, cancellationToken);
                return await ledger.PostAsync(entry, cancellationToken);
            default:
                throw new InvalidOperationException($"{fault.Kind} is no fault.");
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<AccountBalance>> TrialBalanceAsync(string legalEntityId, CancellationToken cancellationToken) =>
        ledger.TrialBalanceAsync(legalEntityId, cancellationToken);

    /// <inheritdoc/>
    public Task<ErpDocumentPage> ListAsync(string legalEntityId, string? afterReference, int limit, CancellationToken cancellationToken) =>
        ledger.ListAsync(legalEntityId, afterReference, limit, cancellationToken);
}
