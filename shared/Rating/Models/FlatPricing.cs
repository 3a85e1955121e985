using RevenueFunctions.Catalog;

namespace RevenueFunctions.Rating;

/// <summary>A fixed amount for each unit (of one, for a plain fee), and the share of it for the part of a period that is covered.</summary>
internal static class FlatPricing
{
    public static void Add(FlatPrice price, decimal quantity, ref StepList steps)
    {
        var isOne = quantity == 1;
        steps.Add("whole period", isOne ? 0m : quantity, isOne ? 0m : price.Amount, isOne ? price.Amount : 0m);
    }

    /// <summary>The share of what a whole period costs.</summary>
    public static PricedAmount Share(PricedAmount whole, (decimal Covered, decimal Whole) measure, ProrationBasis basis)
    {
        var steps = new StepList(whole.Steps.Length);
        Share(whole, measure, basis, ref steps);
        return steps.ToAmount();
    }

    /// <summary>
    /// Appends the steps of the share. Multiplied before divided: 19.95 x 1 / 30 is 0.665, which rounds to 0.67; a ratio cut to 9 decimals first
    /// would give 0.66.
    /// </summary>
    public static void Share(PricedAmount whole, (decimal Covered, decimal Whole) measure, ProrationBasis basis, ref StepList steps)
    {
        var (covered, all) = measure;
        var unit = basis switch { ProrationBasis.Seconds => "seconds", ProrationBasis.Fixed30 => "days of 30 a month", _ => "days" };
        if (covered == all)
        {
            steps.AddParts(whole.Steps, whole.Amount);
            return;
        }

        steps.AddParts(
            whole.Steps.Select(step => step with
            {
                Description = whole.Steps.Length == 1 ? $"share of the period in {unit}" : $"{step.Description}, share of the period in {unit}",
                Amount = step.Amount * covered / all,
                Numerator = step.Numerator * covered,
                Denominator = step.Denominator * all,
            }),
            whole.Amount * covered / all);
    }
}
