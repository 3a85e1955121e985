using System.Collections.Immutable;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Invoicing;

/// <summary>What became of computing a credit note.</summary>
public abstract record CreditComputation
{
    private CreditComputation()
    {
    }

    /// <summary>The figures; <paramref name="IsLast"/> when nothing is left of the invoice after it.</summary>
    public sealed record Computed(CreditNoteAmounts Amounts, bool IsLast) : CreditComputation;

    /// <summary>What was asked for makes no sense for this invoice, whatever was credited before.</summary>
    public sealed record Invalid(ImmutableArray<ValidationIssue> Issues) : CreditComputation;

    /// <summary>What was asked for is more than is left.</summary>
    public sealed record AboveLeft(ImmutableArray<ValidationIssue> Issues) : CreditComputation;

    /// <summary>Nothing is left of the invoice.</summary>
    public sealed record NothingLeft : CreditComputation;
}
