using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Rating;

/// <summary>A line of an issued invoice that stands, as far as rating again needs it.</summary>
/// <param name="InvoiceId">The invoice.</param>
/// <param name="Number">The invoice's number.</param>
/// <param name="Line">The line.</param>
public sealed record BilledLine(string InvoiceId, string? Number, InvoiceLine Line)
{
    /// <summary>What was billed, in the currency of the price and as the price speaks of it.</summary>
    public decimal Amount => Line.Conversion?.Amount ?? Line.Amount + Line.IncludedTax;
}
