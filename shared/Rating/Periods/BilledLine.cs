using System.Globalization;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Rating;

/// <summary>A line of an issued invoice that stands, as far as rating again needs it.</summary>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="Number">The invoice's number.</param>
/// <param name="Currency">The invoice's currency.</param>
/// <param name="Line">The line.</param>
/// <param name="Credited">What credit notes have taken back of the line, in the invoice's currency.</param>
public sealed record BilledLine(string InvoiceId, string? Number, string Currency, InvoiceLine Line, decimal Credited)
{
    /// <summary>What was billed, in the currency of the price and as the price speaks of it: with tax where it includes tax.</summary>
    public decimal Amount => Line.Priced;

    /// <summary>What is left of that: the most that can be taken back.</summary>
    public decimal Left => Credited == 0 || Line.Amount == 0
        ? Amount
        : Currencies.Round(new Money(Amount * (Line.Amount - Credited) / Line.Amount, Line.Conversion?.Currency ?? Currency)).Amount;

    /// <summary>The step of a line that takes this one back.</summary>
    public DerivationStep Reversal => LateUsageLines.Flat(
        string.Create(CultureInfo.InvariantCulture, $"line {Line.Number} of invoice {Number ?? InvoiceId}, as far as it was not credited"), -Left);
}
