namespace RevenueFunctions.Catalog;

/// <summary>Finds a legal entity of the catalog in force, or null: all that posting and the ledger need to know of the catalog.</summary>
public delegate ValueTask<LegalEntity?> FindLegalEntity(string legalEntityId, CancellationToken cancellationToken);
