namespace RevenueFunctions.Catalog;

/// <summary>A customer's exemption from tax.</summary>
/// <param name="Reason">Why, as shown on invoices, such as "Public hospital".</param>
/// <param name="Certificate">Number of the certificate; shown on invoices.</param>
/// <param name="From">Valid for supplies from (inclusive); absent: always.</param>
/// <param name="To">Valid to (exclusive); absent: without end.</param>
public sealed record TaxExemption(string Reason, string? Certificate = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>True when it holds for a supply with this tax point.</summary>
    public bool Covers(DateTimeOffset taxPoint) => (From is null || taxPoint >= From) && (To is null || taxPoint < To);
}
