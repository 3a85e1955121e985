namespace RevenueFunctions.Catalog;

/// <summary>What the terms of a fee must fulfil.</summary>
internal static class FeeRules
{
    public static void Check(string path, RateCard card, CatalogIssues issues)
    {
        if (card.Meter is not null)
        {
            issues.Require(card.Fee is null, $"{path}.fee", "not-for-usage", "A rate card with a meter charges usage and no fee.", "Leave 'fee' or 'meter' out.");
            return;
        }

        issues.Require(card.Price is FlatPrice or PerUnitPrice or GraduatedPrice or VolumePrice or PackagePrice or StairStepPrice or BlockPrice, $"{path}.meter", "missing",
            "The price needs usage.", "Name the meter that gives it, or choose flat, perUnit, graduated, volume, package, stairStep or block, which price an agreed quantity.");
        issues.Require(card.Group is null or { Count: 0 }, $"{path}.group", "not-for-fees", "A fee has no usage to choose from.", "Leave 'group' out, or name a meter.");
        issues.Require(!card.ChargedInTrial, $"{path}.chargedInTrial", "not-for-fees", "A fee is never charged in a trial.", "Leave it out; it is for usage.");
        if (card.Fee is not { } fee)
        {
            return;
        }

        issues.Require(card.Price is not FlatPrice { Timing: not ChargeTiming.InArrears }, $"{path}.fee",
            "said-twice", "Both the flat price and the fee say when it is charged.", "Say the timing in 'fee' only.");
        issues.Require(fee.AnchorMonth is null || fee.Interval is FeeInterval.Quarter or FeeInterval.Year, $"{path}.fee.anchorMonth", "not-for-this-interval",
            "Only quarters and years are counted from a month.", "Leave 'anchorMonth' out.");
        if (fee.AnchorMonth is { } month)
        {
            issues.Range($"{path}.fee.anchorMonth", month, 1, 12);
        }
    }
}
