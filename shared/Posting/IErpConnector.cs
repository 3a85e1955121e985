using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>
/// The port to an ERP's general ledger. Every method may time out after the ERP did what it was asked; the posting lane then asks
/// <see cref="FindAsync"/> by business key before it sends anything again.
/// </summary>
/// <remarks>
/// Nobody but <see cref="CheckedErp"/> calls it, which believes no answer unseen. An outage throws <see cref="ErpUnavailableException"/> (nothing was done) or <see cref="TimeoutException"/> (unknown whether it was done).
/// </remarks>
public interface IErpConnector
{
    /// <summary>The document posted under the key, or null when there is none.</summary>
    Task<ErpDocument?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken);

    /// <summary>Posts the entry. Posting the same key with the same content again answers with the first document.</summary>
    Task<ErpPostResult> PostAsync(JournalEntry entry, CancellationToken cancellationToken);

    /// <summary>Balances of all accounts of the entity's books, from the ERP's own figures.</summary>
    Task<ImmutableArray<AccountBalance>> TrialBalanceAsync(string legalEntityId, CancellationToken cancellationToken);

    /// <summary>The documents posted from an instant on, in posting order; for reconciliation. Hand the last reference back to go on.</summary>
    Task<ErpDocumentPage> ListAsync(string legalEntityId, string? afterReference, int limit, CancellationToken cancellationToken);
}
