using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Rating;

/// <summary>Puts the charges of a closed period that was rated again against what was billed for them. Each billed line is taken back once.</summary>
internal sealed class RebilledLines(CatalogSnapshot catalog, ImmutableArray<BilledLine> standing, ImmutableArray<MeteredUsage> late, string lateFrom)
{
    private const string Rule = "Late usage in a closed period";

    private readonly List<BilledLine> left = [.. standing];
    private readonly List<MeteredUsage> uncovered = [.. late];

    /// <summary>The lines for one charge: what was billed back, and the new amount. None when no late usage takes part in it.</summary>
    public IEnumerable<RatedLine> Of(RatedLine line)
    {
        var keys = line.Derivation.Usage.Select(LateUsageInput.KeyOf).ToHashSet(StringComparer.Ordinal);
        if (!late.Any(one => keys.Contains(LateUsageInput.KeyOf(one))))
        {
            yield break;
        }

        // A record is covered once: where the contract changed within the closed period, by the first line that its series is on.
        ImmutableArray<MeteredUsage> covered = [.. uncovered.Where(one => keys.Contains(LateUsageInput.KeyOf(one)))];
        uncovered.RemoveAll(covered.Contains);

        // Names the charge without covering a record, so that the next correction finds what this one did.
        var mark = line.Derivation.Usage[0].Mark() with { LateFrom = lateFrom };
        var key = LateUsageLines.KeyOf(catalog, line);
        var back = left.FindAll(one => IsOf(one, key));
        if (back.Count > 0)
        {
            left.RemoveAll(back.Contains);
            yield return TakenBack(line, back, mark);
        }

        yield return line with
        {
            Derivation = line.Derivation with { Usage = [mark, .. covered] },
            Kind = LineKind.LateUsage,
            CorrectedPeriod = lateFrom,
            Note = $"{Rule}: {lateFrom} is rated again with the usage that arrived after it was closed.",
        };
    }

    private RatedLine TakenBack(RatedLine line, List<BilledLine> back, MeteredUsage mark)
    {
        var amount = back.Sum(one => one.Left);
        return line with
        {
            Quantity = -back.Sum(one => one.Line.Quantity),
            Amount = -amount,
            Derivation = line.Derivation with
            {
                Steps = [.. back.Select(one => one.Reversal)],
                UnroundedAmount = -amount,
                Usage = [mark],
            },
            Kind = LineKind.Correction,
            CorrectedPeriod = lateFrom,
            Note = $"{Rule}: what was billed for {lateFrom} is taken back.",
        };
    }

    // A line for no usage at all, such as a first band's flat fee, names no group: it belongs to the first charge under its card.
    private bool IsOf(BilledLine billed, LineKey key)
    {
        var own = LineKey.Of(catalog, billed.Line.SubscriptionId, billed.Line.RateCardKey, billed.Line.Derivation);
        return own == key || (billed.Line.Derivation.Usage.IsEmpty && own.SubscriptionId == key.SubscriptionId && own.RateCardKey == key.RateCardKey);
    }
}
