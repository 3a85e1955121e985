namespace RevenueFunctions.Catalog;

/// <summary>
/// Finds the first day of a legal entity's first accounting period that is not closed, or null when none was ever closed: all that
/// governance needs to know of the books.
/// </summary>
public delegate ValueTask<DateOnly?> FindFirstOpenDay(string legalEntityId, CancellationToken cancellationToken);
