namespace RevenueFunctions.Invoicing;

/// <summary>A number allotted to a document, once.</summary>
/// <param name="Number">As printed, such as "US-000001".</param>
/// <param name="Sequence">Its place in the series, from 1.</param>
/// <param name="DocumentId">The invoice it was allotted to.</param>
/// <param name="AllottedAt">When: the date of the document, so that dates rise with the numbers.</param>
public sealed record DocumentNumber(string Number, long Sequence, string DocumentId, DateTimeOffset AllottedAt);
