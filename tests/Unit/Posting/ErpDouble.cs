using System.Collections.Immutable;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Tests.Unit.Posting;

/// <summary>An ERP whose posting a test decides; everything else is the ledger's.</summary>
internal sealed class ErpDouble(IErpConnector ledger) : IErpConnector
{
    public required Func<JournalEntry, Task<ErpPostResult>> OnPost { get; init; }

    public Task<ErpDocument?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken) =>
        ledger.FindAsync(legalEntityId, postingKey, cancellationToken);

    public Task<ErpPostResult> PostAsync(JournalEntry entry, CancellationToken cancellationToken) => OnPost(entry);

    public Task<ImmutableArray<AccountBalance>> TrialBalanceAsync(string legalEntityId, CancellationToken cancellationToken) =>
        ledger.TrialBalanceAsync(legalEntityId, cancellationToken);

    public Task<ErpDocumentPage> ListAsync(string legalEntityId, string? afterReference, int limit, CancellationToken cancellationToken) =>
        ledger.ListAsync(legalEntityId, afterReference, limit, cancellationToken);
}
