using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RevenueFunctions.Rating;

/// <summary>
/// Collects the steps of a derivation. A structure over one array, because rating a line shall allocate nothing but its result: it is passed by
/// reference, and an array of the right size becomes the result itself.
/// </summary>
internal struct StepList(int expected)
{
    private DerivationStep[] steps = expected == 0 ? [] : new DerivationStep[expected];
    private int count;

    /// <summary>Sum of the steps so far.</summary>
    public decimal Amount { get; private set; }

    public void Add(DerivationStep step)
    {
        if (count == steps.Length)
        {
            Array.Resize(ref steps, Math.Max(4, count * 2));
        }

        steps[count++] = step;
        Amount += step.Amount;
    }

    /// <summary>A step of units at a price, and a flat amount.</summary>
    public void Add(string description, decimal quantity, decimal unitAmount, decimal flatAmount) =>
        Add(new DerivationStep(description, quantity, unitAmount, flatAmount, (quantity * unitAmount) + flatAmount));

    /// <summary>Steps that are parts of one quotient. The sum is the quotient itself: the parts, each divided, may miss its last digit, and with it half a cent.</summary>
    public void AddParts(IEnumerable<DerivationStep> parts, decimal quotient)
    {
        var before = Amount;
        foreach (var part in parts)
        {
            Add(part);
        }

        Amount = before + quotient;
    }

    /// <summary>A step that changes the amount by so much.</summary>
    public void Adjust(string description, decimal by) => Add(new DerivationStep(description, 0m, 0m, by, by));

    /// <summary>A step that only says how the quantity came about.</summary>
    public void Note(string description, decimal quantity) => Add(new DerivationStep(description, quantity, 0m, 0m, 0m));

    /// <summary>The steps and their sum. The list must not be used afterwards.</summary>
    public PricedAmount ToAmount()
    {
        if (count != steps.Length)
        {
            Array.Resize(ref steps, count);
        }

        return new PricedAmount(Amount, ImmutableCollectionsMarshal.AsImmutableArray(steps));
    }
}
