using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Posting;

/// <summary>What posting rules must fulfil.</summary>
internal static class PostingRulesCheck
{
    private const int MostShares = 50;
    private const int MostCharacters = 100;

    private static readonly string[] Sources = ["$product", "$jurisdiction", "$account", "$legalEntity"];

    // Two of these on one account could not be told apart any more, and the closing of a period would move the wrong balance.
    private static readonly string[] Distinct = ["bank", "receivable", "accruedRevenue", "taxPayable", "deferredRevenue", "prepaidCredits", "revenue"];

    public static IEnumerable<ValidationIssue> Of(PostingRules rules, string path) => Accounts(rules, path).Concat(DimensionsAndShares(rules, path));

    private static IEnumerable<ValidationIssue> Accounts(PostingRules rules, string path)
    {
        var roles = PostingRulesChart.Roles(rules).ToList();
        foreach (var (rule, account) in roles.Where(role => string.IsNullOrWhiteSpace(role.Account.Code)))
        {
            yield return new ValidationIssue($"{path}.{rule}", "empty", "The account is empty.", "Name an account, such as \"1200\", or leave the field out.");
        }

        // They stand in journals and exports, each on a line of its own.
        foreach (var unfit in rules.ChartOfAccounts().Where(account => IsUnfit(account.Code) || IsUnfit(account.Name)))
        {
            yield return new ValidationIssue($"{path}.chart", "invalid-account", $"Account '{PrintableText.Of(unfit.Code, 40)}' has a code or a name that is too long or cannot be printed.",
                $"Send at most {MostCharacters} printable characters.");
        }

        foreach (var twice in roles.Where(role => Distinct.Contains(role.Rule)).GroupBy(role => role.Account.Code, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return new ValidationIssue($"{path}.{twice.Last().Rule}", "account-twice",
                $"Account '{twice.Key}' is named for {string.Join(" and ", twice.Select(role => role.Rule))}.", "Name an account of its own for each.");
        }

        var chart = rules.ChartOfAccounts().Select(account => account.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var (rule, code, _) in PostingRulesChart.Named(rules).Where(named => !chart.Contains(named.Code)))
        {
            yield return new ValidationIssue($"{path}.{rule}", "unknown-account", $"Account '{code}' is not in the chart.", "Add it to the chart or name another account.");
        }
    }

    private static IEnumerable<ValidationIssue> DimensionsAndShares(PostingRules rules, string path)
    {
        foreach (var (dimension, value) in rules.Dimensions ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            if (string.IsNullOrWhiteSpace(dimension) || IsUnfit(dimension) || string.IsNullOrWhiteSpace(value) || IsUnfit(value) || (value[0] == '$' && !Sources.Contains(value)))
            {
                yield return new ValidationIssue($"{path}.dimensions.{dimension}", "unknown-source", "The name or the value is empty, too long, cannot be printed, or names no source.",
                    $"Send printable texts of at most {MostCharacters} characters, or one of {string.Join(", ", Sources)}.");
            }
        }

        for (var at = 0; at < (rules.Allocations.IsDefault ? 0 : rules.Allocations.Length); at++)
        {
            var (rule, where) = (rules.Allocations[at], string.Create(CultureInfo.InvariantCulture, $"{path}.allocations[{at}]"));
            if (string.IsNullOrWhiteSpace(rule.Dimension))
            {
                yield return new ValidationIssue($"{where}.dimension", "empty", "The dimension is empty.", "Name one, such as \"costCentre\".");
            }

            if (rule.Weights is not { Count: > 0 and <= MostShares } || rule.Weights.Any(weight => weight.Value is <= 0m or > 1_000_000_000m))
            {
                yield return new ValidationIssue($"{where}.weights", "out-of-range", $"There are no weights, more than {MostShares}, or one is not above zero.", "Send a weight above zero for each value.");
            }

            if (rules.Allocations.Take(at).Any(other => other.Product == rule.Product))
            {
                yield return new ValidationIssue($"{where}.product", "allocated-twice", "Another rule splits the same lines.", "Leave one of them out.");
            }
        }
    }

    private static bool IsUnfit(string text) => text.Length > MostCharacters || !PrintableText.Is(text);
}
