using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>The terms that come after the model, in this order: commitment, percentage discount, maximum, minimum.</summary>
internal static class AmountTerms
{
    /// <summary>Appends the steps of the terms that change the amount.</summary>
    /// <param name="price">The terms.</param>
    /// <param name="usedBefore">At list price, what counts towards the commitment beyond the steps.</param>
    /// <param name="slice">Says whether and for which part of the period amounts are trued up.</param>
    /// <param name="steps">The steps of the model, and then of the terms.</param>
    public static void Apply(Price price, decimal usedBefore, PriceSlice slice, ref StepList steps)
    {
        // Usage of a period that the contract does not cover, such as late usage after its end, has no commitment to be beyond of.
        if (price.Commitment is { } commitment && slice.Coverage is not { IsEmpty: true })
        {
            Commit(price, commitment, usedBefore, slice, ref steps);
        }

        if (price.DiscountPercent is { } percent && percent != 0 && steps.Amount != 0)
        {
            steps.Add(string.Create(CultureInfo.InvariantCulture, $"less {percent} %"), steps.Amount, -percent / 100m, 0m);
        }

        if (price.Maximum is { } maximum && steps.Amount > maximum)
        {
            steps.Adjust(string.Create(CultureInfo.InvariantCulture, $"capped at {maximum}"), maximum - steps.Amount);
        }

        if (price.Minimum is { } minimum && slice.IsLast)
        {
            TrueUp(price, minimum, slice, ref steps);
        }
    }

    private static void Commit(Price price, PriceCommitment commitment, decimal usedBefore, PriceSlice slice, ref StepList steps)
    {
        if (usedBefore != 0)
        {
            steps.Adjust("used towards the commitment before", usedBefore);
        }

        var used = steps.Amount;
        var (amount, how, _) = ForThePart(commitment.Amount, price, slice);
        if (used > amount && commitment.OverageFactor != 1)
        {
            steps.Add(string.Create(CultureInfo.InvariantCulture, $"beyond the commitment of {how}, x {commitment.OverageFactor}"), used - amount, commitment.OverageFactor - 1m, 0m);
        }
        else if (used < amount && commitment.TrueUp && slice.IsLast)
        {
            steps.Adjust($"commitment of {how} not used up", amount - used);
        }
    }

    // A prorated minimum and the amount are rounded separately and then compared, so that the customer pays exactly the minimum that is
    // printed for the part of the period, and not a cent more or less.
    private static void TrueUp(Price price, decimal minimum, PriceSlice slice, ref StepList steps)
    {
        var (due, how, isPart) = ForThePart(minimum, price, slice);
        if ((isPart ? InMinorUnits(steps.Amount, slice.Currency) : steps.Amount) < due)
        {
            steps.Adjust($"minimum of {how}", due - steps.Amount);
        }
    }

    // What is agreed for a period is agreed for a part of it in proportion, in whole minor units: an amount that can be printed.
    private static (decimal Amount, string How, bool IsPart) ForThePart(decimal amount, Price price, PriceSlice slice)
    {
        var (covered, whole) = slice.Coverage?.Measure(price.Proration) ?? (1m, 1m);
        if (covered == whole)
        {
            return (amount, amount.ToString(CultureInfo.InvariantCulture), false);
        }

        var part = InMinorUnits(amount * covered / whole, slice.Currency);
        return (part, string.Create(CultureInfo.InvariantCulture, $"{amount} x {covered} / {whole} = {part}"), true);
    }

    private static decimal InMinorUnits(decimal amount, string? currency) =>
        currency is null ? amount : Currencies.Round(new Money(amount, currency)).Amount;
}
