using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Rating;

/// <summary>
/// Rates a closed period once more, by the catalog as it is now or by one that somebody proposes, and compares the result with what was billed, line by line.
/// Changes nothing.
/// </summary>
public sealed class Rerating(PeriodRating rating, BilledLines billed)
{
    /// <summary>The differences of a period, or why there is nothing to compare.</summary>
    public async Task<ReratingOutcome> RunAsync(CatalogSnapshot catalog, Account account, BillingPeriod period, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(period);
        var again = await rating.RateAsync(catalog, account, period, cancellationToken);
        if (again.Usage.State != FenceState.Invoiced)
        {
            return new ReratingOutcome.NotBilled(period.Key);
        }

        var standing = await billed.OfPeriodAsync(account.Id, period.Key, cancellationToken);
        return again.Outcome switch
        {
            RatingOutcome.Rated rated => new ReratingOutcome.Rerated(Compare(catalog, standing, rated.Lines)),
            RatingOutcome.Unrated unrated => new ReratingOutcome.Unrated(unrated.Issues),
            var other => throw new InvalidOperationException($"Unknown rating outcome {other.GetType().Name}."),
        };
    }

    /// <summary>What was billed against what is due, charge by charge. What both sides agree on is listed too, with a difference of zero.</summary>
    public static ImmutableArray<RatedDifference> Compare(CatalogSnapshot catalog, ImmutableArray<BilledLine> billed, ImmutableArray<RatedLine> rated)
    {
        var before = billed.Where(one => IsRated(one.Line)).ToLookup(one => new ChargeKey(
            LineKey.Of(catalog, one.Line.SubscriptionId, one.Line.RateCardKey, one.Line.Derivation), one.Line.Kind, one.Line.CorrectedPeriod, one.Line.ServiceFrom, one.Line.ServiceTo));
        var after = rated.ToLookup(line => new ChargeKey(
            LineKey.Of(catalog, line.SubscriptionId, line.RateCard.Key, line.Derivation), line.Kind, line.CorrectedPeriod, line.ServiceFrom, line.ServiceTo));
        return
        [
            .. before.Select(lines => lines.Key).Concat(after.Select(lines => lines.Key)).Distinct()
                .OrderBy(key => key.Line.ToString(), StringComparer.Ordinal).ThenBy(key => key.ServiceFrom).ThenBy(key => key.Kind).ThenBy(key => key.CorrectedPeriod, StringComparer.Ordinal)
                .Select(key => Difference(key, [.. before[key]], [.. after[key]])),
        ];
    }

    // A minimum spend is made of an invoice, and what an amendment corrects is settled against other invoices: neither comes of rating this period.
    private static bool IsRated(InvoiceLine line) => line.Kind switch
    {
        LineKind.MinimumSpend => false,
        LineKind.Correction => line.Derivation.Usage.Any(usage => usage.LateFrom is not null),
        _ => true,
    };

    private static RatedDifference Difference(ChargeKey key, ImmutableArray<BilledLine> before, ImmutableArray<RatedLine> after)
    {
        var (was, isNow) = (before.Sum(one => one.Amount), after.Sum(line => line.Amount));
        return new RatedDifference(
            key.Line.SubscriptionId, key.Line.RateCardKey, key.Line.Group, key.Kind, key.CorrectedPeriod, key.ServiceFrom, key.ServiceTo,
            was, isNow, isNow - was,
            [.. before.Select(one => one.Line.Derivation)], [.. after.Select(line => line.Derivation)]);
    }

    private readonly record struct ChargeKey(LineKey Line, LineKind Kind, string? CorrectedPeriod, DateTimeOffset ServiceFrom, DateTimeOffset ServiceTo);
}
