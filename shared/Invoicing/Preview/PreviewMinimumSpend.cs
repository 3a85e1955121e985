using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>A minimum spend of the whole account to try out.</summary>
/// <param name="Amount">For a whole period; prorated to the coverage of the request.</param>
/// <param name="Proration">How the share of a partial period is measured.</param>
/// <param name="TaxClass">Product tax class of the line that makes up the difference; absent: "standard", or else the class of the first rate.</param>
/// <param name="Product">Product of that line.</param>
public sealed record PreviewMinimumSpend(
    decimal Amount, ProrationBasis Proration = ProrationBasis.DaysHalfOpen, string? TaxClass = null, string Product = "minimum-spend");
