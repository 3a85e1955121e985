using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>What is accrued for a product, over all accounts of the same dimensions and currency.</summary>
internal sealed record AccruedAmount(string Currency, string Product, ImmutableSortedDictionary<string, string>? Dimensions, decimal Amount)
{
    /// <summary>Tells the amounts of an accrual apart, and finds the same one in the next.</summary>
    public string Key() => $"{Currency}\n{Product}\n{string.Join('\n', Dimensions?.Select(pair => $"{pair.Key}={pair.Value}") ?? [])}";
}
