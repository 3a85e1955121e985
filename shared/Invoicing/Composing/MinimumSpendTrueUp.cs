using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Invoicing;

/// <summary>The line that makes up what an account's charges lack to its minimum spend.</summary>
internal static class MinimumSpendTrueUp
{
    /// <summary>What lines of an earlier period say nothing about: whether this period's minimum was reached.</summary>
    private static bool Counts(InvoiceLine line) => line.Kind is not (LineKind.Correction or LineKind.LateUsage or LineKind.MinimumSpend);

    /// <summary>The line, or null when the charges reach the minimum.</summary>
    public static InvoiceLine? Of(CompositionTerms terms, ImmutableArray<InvoiceLine> lines)
    {
        if (terms.MinimumSpend is not { } minimum)
        {
            return null;
        }

        var (covered, whole) = terms.Covered is { } part ? part.Measure(minimum.Proration) : (1m, 1m);
        var isWhole = covered == whole;

        // The minimum is prorated and rounded by itself, as the fees were, and then compared: 50.00 for 24 of 31 days is 38.71.
        var least = Currencies.Round(new Money(isWhole ? minimum.Amount : minimum.Amount * covered / whole, terms.Currency)).Amount;
        var charged = lines.Where(Counts).Sum(line => line.Amount);
        var lacking = least - charged;
        if (lacking <= 0m)
        {
            return null;
        }

        var share = new DerivationStep(
            isWhole ? "minimum spend" : "minimum spend, share of the period", 0m, 0m, minimum.Amount, least, isWhole ? 1m : covered, isWhole ? 1m : whole);
        var less = new DerivationStep("less what is charged", 0m, 0m, 0m, -charged);
        return new InvoiceLine(
            lines.Length + 1, string.Empty, "minimum-spend", minimum.Product, minimum.Name, terms.Covered?.From ?? terms.Period.Start, terms.Covered?.To ?? terms.Period.End,
            1m, "period", lacking, minimum.TaxClass, new Derivation(string.Empty, 0, "minimumSpend", [share, less], lacking, []), LineKind.MinimumSpend);
    }
}
