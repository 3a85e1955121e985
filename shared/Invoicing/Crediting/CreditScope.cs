using System.Collections.Immutable;

namespace RevenueFunctions.Invoicing;

/// <summary>How much of an invoice a credit note takes back.</summary>
public abstract record CreditScope
{
    private CreditScope()
    {
    }

    /// <summary>Everything that is left.</summary>
    public sealed record Rest : CreditScope;

    /// <summary>An amount of the invoice's total, tax included, spread over lines and taxes by what is left of each.</summary>
    public sealed record OfTotal(decimal Amount) : CreditScope;

    /// <summary>A part of every line as it was billed, or what is left of it when that is less.</summary>
    public sealed record OfRatio(CreditRatio Ratio) : CreditScope;

    /// <summary>Single lines.</summary>
    public sealed record ByLine(ImmutableArray<LineCredit> Lines) : CreditScope;
}
