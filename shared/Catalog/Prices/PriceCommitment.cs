namespace RevenueFunctions.Catalog;

/// <summary>
/// An amount that the customer has committed to. Usage up to it is charged at list price, what goes beyond it at list price x
/// <paramref name="OverageFactor"/>. With <paramref name="TrueUp"/> at least the committed amount is charged.
/// </summary>
/// <param name="Amount">Committed, zero or more.</param>
/// <param name="OverageFactor">Factor of the usage beyond it; 1 charges list price.</param>
/// <param name="TrueUp">Whether what was not used is charged as well, on the period's last slice.</param>
public sealed record PriceCommitment(decimal Amount, decimal OverageFactor = 1m, bool TrueUp = false);
