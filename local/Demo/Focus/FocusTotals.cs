namespace RevenueFunctions.Local.Demo.Focus;

/// <summary>What a legal entity must invoice, computed from the file alone.</summary>
/// <param name="LegalEntity">The entity.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Excluded">Rows without a price or a quantity.</param>
/// <param name="Exact">Sum of quantity x list price, not rounded.</param>
/// <param name="Lines">Invoice lines: one for each account, month and SKU price.</param>
/// <param name="Rounded">Sum of the lines, each rounded to the minor unit.</param>
internal sealed record FocusTotals(FocusEntity LegalEntity, int Rows, int Excluded, decimal Exact, int Lines, decimal Rounded)
{
    /// <summary>Most that rounding each line may move the sum: half a minor unit a line.</summary>
    public decimal Bound => Lines * 0.5m / (decimal)Math.Pow(10, Currencies.Decimals(LegalEntity.Currency));

    /// <summary>The totals of every legal entity.</summary>
    public static IReadOnlyList<FocusTotals> Of(FocusBook book) => [.. book.Entities.Select(entity =>
    {
        var rows = book.Sales.Where(sale => sale.LegalEntity == entity).ToList();
        var lines = rows.Where(sale => sale.IsBillable)
            .GroupBy(sale => (sale.Account, sale.Month, sale.PriceKey))
            .Select(line => line.Sum(sale => sale.Quantity!.Value * sale.UnitPrice!.Value))
            .ToList();
        var decimals = Currencies.Decimals(entity.Currency);
        return new FocusTotals(entity, rows.Count, rows.Count(sale => !sale.IsBillable), lines.Sum(), lines.Count,
            lines.Sum(line => decimal.Round(line, decimals, MidpointRounding.AwayFromZero)));
    })];
}
