namespace RevenueFunctions.Catalog;

/// <summary>How an account is taxed where that is not what the jurisdiction's table says of everybody.</summary>
/// <param name="TaxId">The customer's tax id, such as "FR40303265045"; shown on invoices.</param>
/// <param name="ReverseCharge">True when the customer owes the tax itself; needs a <paramref name="TaxId"/>.</param>
/// <param name="Exemption">Why no tax is charged; absent: tax is charged.</param>
public sealed record TaxProfile(string? TaxId = null, bool ReverseCharge = false, TaxExemption? Exemption = null);
