namespace RevenueFunctions.Posting;

/// <summary>
/// Tells the fabric's own ledger from which day on it may book. When the task completes, nothing is booked on an earlier day any more, whatever was under way.
/// </summary>
public delegate Task OpenBooksFrom(string legalEntityId, DateOnly? day, CancellationToken cancellationToken);
