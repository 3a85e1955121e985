namespace RevenueFunctions.Local.Demo.Focus;

/// <summary>What one row sells, read by the demo itself.</summary>
/// <param name="Account">The consuming account.</param>
/// <param name="Month">First day of the charge's month (UTC).</param>
/// <param name="PriceKey">SKU price and list price: a file may have rows without a SKU price, and the same one at two prices.</param>
/// <param name="UnitPrice">The list price; null when the row has none.</param>
/// <param name="Quantity">The quantity; null when the row has none.</param>
internal sealed record FocusSale(FocusAccount Account, DateOnly Month, string PriceKey, decimal? UnitPrice, decimal? Quantity)
{
    /// <summary>Who invoices it.</summary>
    public FocusEntity LegalEntity => Account.LegalEntity;

    /// <summary>Whether the row can be billed by quantity x list price.</summary>
    public bool IsBillable => UnitPrice is not null && Quantity is not null;
}
