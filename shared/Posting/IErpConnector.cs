using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>
/// The port to an ERP's general ledger. Every method may time out after the ERP did what it was asked; the posting lane then asks
/// <see cref="FindAsync"/> by business key before it sends anything again.
/// </summary>
/// <remarks>An outage throws <see cref="ErpUnavailableException"/> (nothing was done) or <see cref="TimeoutException"/> (unknown whether it was done).</remarks>
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

/// <summary>A document in the ERP.</summary>
public sealed record ErpDocument(string Reference, JournalEntry Entry, DateTimeOffset PostedAt);

/// <summary>A page of documents; <see cref="Next"/> is null on the last one.</summary>
public sealed record ErpDocumentPage(ImmutableArray<ErpDocument> Documents, string? Next);

/// <summary>The balance of one account: debit minus credit.</summary>
public sealed record AccountBalance(string Account, string Name, string Currency, decimal Debit, decimal Credit)
{
    /// <summary>Debit minus credit.</summary>
    public decimal Balance => Debit - Credit;
}

/// <summary>What became of a posting.</summary>
public abstract record ErpPostResult
{
    /// <summary>The entry is in the books under the reference.</summary>
    public sealed record Posted(string Reference) : ErpPostResult;

    /// <summary>The ERP refuses the entry, now and on every repeat; a person must decide.</summary>
    public sealed record Rejected(string Code, string Reason) : ErpPostResult;
}

/// <summary>The ERP did nothing and may be asked again later.</summary>
public sealed class ErpUnavailableException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>When the ERP asked to be tried again, if it said so.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
