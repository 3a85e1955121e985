using System.Globalization;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Reconciliation;

/// <summary>Checks a number series as it is read: one to the last, each number once, each borne by its document.</summary>
public sealed class SeriesComparison(string series)
{
    private long last;

    /// <summary>Takes the next number of the series, with the number that its document bears.</summary>
    public IEnumerable<ReconciliationBreak> Next(DocumentNumber number, string? borne)
    {
        ArgumentNullException.ThrowIfNull(number);
        var expected = last + 1;
        last = number.Sequence;
        if (number.Sequence != expected)
        {
            yield return new(BreakKind.NumberSeries, $"{series}:{number.Sequence}", string.Create(CultureInfo.InvariantCulture, $"expected: {expected}"),
                string.Create(CultureInfo.InvariantCulture, $"found: {number.Sequence}"), $"The series {series} has a gap or a repeat before {number.Number}.");
        }

        if (borne != number.Number)
        {
            yield return new(BreakKind.NumberSeries, $"{series}:{number.Number}", $"series: {number.Number}", $"document {number.DocumentId}: {borne ?? "none"}",
                $"{number.Number} was allotted to {number.DocumentId}, which bears {borne ?? "no number"}.");
        }
    }
}
