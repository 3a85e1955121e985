namespace RevenueFunctions.Invoicing;

/// <summary>One item of an invoice.</summary>
/// <param name="Number">From 1.</param>
/// <param name="SubscriptionId">The contract it comes from.</param>
/// <param name="RateCardKey">The rate card it comes from.</param>
/// <param name="Product">The product sold.</param>
/// <param name="Description">Text for the customer.</param>
/// <param name="ServiceFrom">When the service was delivered, from (inclusive).</param>
/// <param name="ServiceTo">When the service was delivered, to (exclusive).</param>
/// <param name="Quantity">Units charged; 1 for a fee.</param>
/// <param name="Unit">Unit of the quantity.</param>
/// <param name="Amount">Net amount before coupons, rounded to the currency's minor unit.</param>
/// <param name="TaxClass">Product tax class.</param>
/// <param name="Derivation">How the amount came about.</param>
/// <param name="Kind">What it charges.</param>
/// <param name="Discount">What coupons take off, zero or more.</param>
/// <param name="CorrectedPeriod">The earlier billing period that a correction or late usage belongs to.</param>
/// <param name="Note">What the customer should know about the line.</param>
/// <param name="IncludedTax">Tax taken out of a price that included it: derivation and price speak of the amount with it.</param>
/// <param name="Conversion">Where the price is in another currency: what it was, and the rate.</param>
public sealed record InvoiceLine(
    int Number,
    string SubscriptionId,
    string RateCardKey,
    string Product,
    string Description,
    DateTimeOffset ServiceFrom,
    DateTimeOffset ServiceTo,
    decimal Quantity,
    string Unit,
    decimal Amount,
    string TaxClass,
    Rating.Derivation Derivation,
    Rating.LineKind Kind = Rating.LineKind.Usage,
    decimal Discount = 0m,
    string? CorrectedPeriod = null,
    string? Note = null,
    decimal IncludedTax = 0m,
    LineConversion? Conversion = null)
{
    /// <summary>What is taxed: the amount less the coupons' share.</summary>
    public decimal Net => Amount - Discount;

    /// <summary>What the price came to: before a conversion, with a tax that it included. What is billed is compared with what is due by it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public decimal Priced => Conversion?.Amount ?? Amount + IncludedTax;
}
