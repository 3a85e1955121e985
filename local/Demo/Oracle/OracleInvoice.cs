namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>An invoice the oracle expects.</summary>
/// <param name="Account">Whom it is for.</param>
/// <param name="LegalEntity">Who issues it.</param>
/// <param name="Period">Key of the billing period.</param>
/// <param name="Currency">Of every amount.</param>
/// <param name="Lines">What is charged; none: there is no invoice.</param>
/// <param name="Taxes">Tax by product tax class and name, before any coupon.</param>
/// <param name="Obstacle">Why there cannot be an invoice before a person acts: usage without a price, a line without a tax rate.</param>
internal sealed record OracleInvoice(
    string Account, string LegalEntity, string Period, string Currency, IReadOnlyList<OracleLine> Lines, IReadOnlyDictionary<string, decimal> Taxes, string? Obstacle = null)
{
    /// <summary>Sum of the rounded lines.</summary>
    public decimal Subtotal => Lines.Sum(line => line.Amount);

    /// <summary>Sum of the taxes.</summary>
    public decimal Tax => Taxes.Values.Sum();

    /// <summary>Subtotal plus tax.</summary>
    public decimal Total => Subtotal + Tax;
}
