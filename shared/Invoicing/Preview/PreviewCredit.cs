using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>Prepaid credit to try out.</summary>
/// <param name="Key">Names it.</param>
/// <param name="Amount">What is left of it.</param>
/// <param name="Priority">Smaller is drawn first.</param>
/// <param name="ExpiresAt">It pays when this is not before the end of the period: of the request's coverage, or else the present.</param>
/// <param name="Products">Products it pays for; empty: whatever is on the invoice.</param>
public sealed record PreviewCredit(string Key, decimal Amount, int Priority = 0, DateTimeOffset? ExpiresAt = null, ImmutableArray<string> Products = default)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Products { get; init; } = Products.IsDefault ? [] : Products;
}
