using System.Collections.Immutable;

namespace RevenueFunctions.Posting;

/// <summary>The dimensions of a revenue line, by the posting rules. Pure.</summary>
internal static class LineDimensions
{
    /// <summary>The dimensions; null when the rules name none.</summary>
    public static ImmutableSortedDictionary<string, string>? Of(BookingTerms terms, string product, string accountId) =>
        terms.Rules.Rules.Dimensions is not { Count: > 0 } wanted
            ? null
            : wanted
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value switch
                {
                    "$product" => product,
                    "$jurisdiction" => terms.Account?.Jurisdiction,
                    "$account" => accountId,
                    "$legalEntity" => terms.Entity.Id,
                    var text => text,
                }))
                .Where(pair => pair.Value is not null)
                .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);

    /// <summary>The dimensions with one more value.</summary>
    public static ImmutableSortedDictionary<string, string> With(ImmutableSortedDictionary<string, string>? dimensions, string dimension, string value) =>
        (dimensions ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)).SetItem(dimension, value);
}
