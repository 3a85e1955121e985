using System.Collections.Immutable;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>A connector that posts otherwise than it should.</summary>
internal sealed class AlteredErp(IErpConnector inner, Func<IErpConnector, JournalEntry, CancellationToken, Task<ErpPostResult>> post) : IErpConnector
{
    /// <inheritdoc/>
    public Task<ErpDocument?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken) =>
        inner.FindAsync(legalEntityId, postingKey, cancellationToken);

    /// <inheritdoc/>
    public Task<ErpPostResult> PostAsync(JournalEntry entry, CancellationToken cancellationToken) => post(inner, entry, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<AccountBalance>> TrialBalanceAsync(string legalEntityId, CancellationToken cancellationToken) =>
        inner.TrialBalanceAsync(legalEntityId, cancellationToken);

    /// <inheritdoc/>
    public Task<ErpDocumentPage> ListAsync(string legalEntityId, string? afterReference, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(legalEntityId, afterReference, limit, cancellationToken);
}
