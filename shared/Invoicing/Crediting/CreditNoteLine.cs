namespace RevenueFunctions.Invoicing;

/// <summary>What a credit note takes back of an invoice line.</summary>
/// <param name="Line">Number of the invoice line.</param>
/// <param name="Product">The product sold.</param>
/// <param name="Description">Text of the invoice line.</param>
/// <param name="TaxClass">Product tax class.</param>
/// <param name="Amount">Of the line's amount, before coupons and tax.</param>
/// <param name="Discount">The coupons' share in that.</param>
public sealed record CreditNoteLine(int Line, string Product, string Description, string TaxClass, decimal Amount, decimal Discount = 0m)
{
    /// <summary>What its tax is computed on.</summary>
    public decimal Net => Amount - Discount;
}
