using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Decides whether an external engine's answer can stand on an invoice. Whatever contradicts the question or itself is refused as a whole:
/// an engine that is wrong about one line may be wrong about all.
/// </summary>
public static class TaxAnswerRules
{
    private const int TextCharacters = 500;
    private const int MostNotes = 20;

    /// <summary>The taxes of the answer, or what is wrong with it.</summary>
    public static TaxOutcome Judge(TaxRequest request, TaxAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(answer);
        if (Wrong(request, answer) is { } wrong)
        {
            return new TaxOutcome.Contradictory(wrong);
        }

        var rows = new Dictionary<(string TaxClass, string Name, decimal Rate, TaxTreatment Treatment), (decimal Base, decimal Amount)>();
        var lines = ImmutableArray.CreateBuilder<LineTax>(request.Lines.Length);
        var byNumber = answer.Lines.ToDictionary(line => line.Number);
        foreach (var line in request.Lines)
        {
            var answered = byNumber[line.Number];
            var tax = answered.Taxes.Sum(one => one.Amount);
            var net = answered.Included ? line.Amount - tax : line.Amount;
            foreach (var one in answered.Taxes)
            {
                var key = (line.TaxClass, one.Name, one.Rate, one.Treatment);
                var row = rows.GetValueOrDefault(key);
                rows[key] = (row.Base + net, row.Amount + one.Amount);
            }

            lines.Add(new LineTax(line.Number, answered.Taxes.Sum(one => one.Rate), tax, answered.Included));
        }

        return new TaxOutcome.Taxed(
            [.. rows.OrderBy(row => row.Key.TaxClass, StringComparer.Ordinal).ThenBy(row => row.Key.Name, StringComparer.Ordinal).ThenBy(row => row.Key.Rate)
                .Select(row => new InvoiceTax(row.Key.TaxClass, row.Key.Name, row.Key.Rate, row.Value.Base, row.Value.Amount, TaxRounding.Line, row.Key.Treatment))],
            lines.ToImmutable(),
            answer.Notes.IsDefault ? [] : answer.Notes);
    }

    private static string? Wrong(TaxRequest request, TaxAnswer answer)
    {
        if (answer.InvoiceId != request.InvoiceId || answer.Currency != request.Currency)
        {
            return "It is about another invoice or in another currency.";
        }

        if (!answer.Notes.IsDefault && (answer.Notes.Length > MostNotes || !answer.Notes.All(IsText)))
        {
            return "Its notes are too many, too long or not printable.";
        }

        if (answer.Lines.IsDefault || answer.Lines.Any(line => line is null)
            || !answer.Lines.Select(line => line.Number).Order().SequenceEqual(request.Lines.Select(line => line.Number).Order()))
        {
            return "It does not answer every line once.";
        }

        var byNumber = answer.Lines.ToDictionary(line => line.Number);
        return request.Lines.Select(line => WrongLine(request.Currency, line, byNumber[line.Number])).FirstOrDefault(wrong => wrong is not null);
    }

    private static string? WrongLine(string currency, TaxableLine line, TaxAnswerLine answer)
    {
        if (answer.Taxes.IsDefaultOrEmpty || answer.Taxes.Any(tax => tax is null || !IsText(tax.Name) || tax.Rate is < 0m or > 1m))
        {
            return Text($"Line {line.Number} has no tax, or one without a name or with a rate that is none.");
        }

        // Rounded by itself or shared out of a rounded total, a line's tax is within a minor unit of what its rate says.
        var unit = new decimal(1, 0, 0, false, (byte)Currencies.Decimals(currency));
        var rates = answer.Taxes.Sum(tax => tax.Rate);
        foreach (var tax in answer.Taxes)
        {
            var exact = answer.Included ? line.Amount * tax.Rate / (1m + rates) : line.Amount * tax.Rate;
            if (Currencies.Round(new Money(tax.Amount, currency)).Amount != tax.Amount)
            {
                return Text($"Line {line.Number} has a tax of {tax.Amount}, which nobody can pay in {currency}.");
            }

            if (Math.Abs(tax.Amount - exact) > unit || (tax.Treatment != TaxTreatment.Charged && (tax.Rate != 0m || tax.Amount != 0m)))
            {
                return Text($"Line {line.Number} of {line.Amount} has a tax of {tax.Amount} at a rate of {tax.Rate}.");
            }
        }

        return null;
    }

    private static bool IsText(string? text) => text is { Length: > 0 and <= TextCharacters } && PrintableText.Is(text);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
