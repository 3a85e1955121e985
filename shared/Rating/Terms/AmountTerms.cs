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
        if (price.Commitment is { } commitment)
        {
            Commit(commitment, usedBefore, slice.IsLast, ref steps);
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

    private static void Commit(PriceCommitment commitment, decimal usedBefore, bool isLast, ref StepList steps)
    {
        if (usedBefore != 0)
        {
            steps.Adjust("used towards the commitment before", usedBefore);
        }

        var used = steps.Amount;
        if (used > commitment.Amount && commitment.OverageFactor != 1)
        {
            var what = string.Create(CultureInfo.InvariantCulture, $"beyond the commitment of {commitment.Amount}, x {commitment.OverageFactor}");
            steps.Add(what, used - commitment.Amount, commitment.OverageFactor - 1m, 0m);
        }
        else if (used < commitment.Amount && commitment.TrueUp && isLast)
        {
            steps.Adjust(string.Create(CultureInfo.InvariantCulture, $"commitment of {commitment.Amount} not used up"), commitment.Amount - used);
        }
    }

    // A prorated minimum and the amount are rounded separately and then compared, so that the customer pays exactly the minimum that is
    // printed for the part of the period, and not a cent more or less.
    private static void TrueUp(Price price, decimal minimum, PriceSlice slice, ref StepList steps)
    {
        var (covered, whole) = slice.Coverage?.Measure(price.Proration) ?? (1m, 1m);
        if (covered == whole)
        {
            if (steps.Amount < minimum)
            {
                steps.Adjust(string.Create(CultureInfo.InvariantCulture, $"minimum of {minimum}"), minimum - steps.Amount);
            }

            return;
        }

        var due = InMinorUnits(minimum * covered / whole, slice.Currency);
        if (InMinorUnits(steps.Amount, slice.Currency) < due)
        {
            var what = string.Create(CultureInfo.InvariantCulture, $"minimum of {minimum} x {covered} / {whole} = {due}");
            steps.Adjust(what, due - steps.Amount);
        }
    }

    private static decimal InMinorUnits(decimal amount, string? currency) =>
        currency is null ? amount : Currencies.Round(new Money(amount, currency)).Amount;
}
