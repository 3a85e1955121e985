namespace RevenueFunctions.Invoicing;

/// <summary>A charge that comes once, agreed with an account outside of any plan. It never changes; which invoice holds it does.</summary>
/// <param name="Id">Identity given by whoever records it, unique within the account.</param>
/// <param name="AccountId">Whom it is for.</param>
/// <param name="Product">The product sold; posting rules map it to a revenue account.</param>
/// <param name="Name">Text of the invoice line.</param>
/// <param name="Amount">Net, above zero, in the currency of the account's invoices.</param>
/// <param name="ServiceDate">The day of the service, by the account's calendar.</param>
/// <param name="TaxClass">Product tax class.</param>
/// <param name="InvoiceId">The invoice that charges it; absent: none yet.</param>
public sealed record AccountCharge(
    string Id, string AccountId, string Product, string Name, decimal Amount, DateOnly ServiceDate, string TaxClass = "standard", string? InvoiceId = null);
