namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>An invoice the oracle expects.</summary>
internal sealed record OracleInvoice(string Account, string LegalEntity, string Period, string Currency, IReadOnlyList<OracleLine> Lines, decimal Tax)
{
    /// <summary>Sum of the rounded lines.</summary>
    public decimal Subtotal => Lines.Sum(line => line.Amount);

    /// <summary>Subtotal plus tax.</summary>
    public decimal Total => Subtotal + Tax;
}
