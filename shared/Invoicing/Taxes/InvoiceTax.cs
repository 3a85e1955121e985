using RevenueFunctions.Catalog;

namespace RevenueFunctions.Invoicing;

/// <summary>Tax of one class and rate on an invoice.</summary>
/// <param name="TaxClass">Product tax class.</param>
/// <param name="Name">Name of the tax.</param>
/// <param name="Rate">0.19 is 19 %.</param>
/// <param name="Base">Net amount that it is charged on.</param>
/// <param name="Amount">The tax.</param>
/// <param name="Rounding">Where it was rounded: a credit note rounds its own tax the same way.</param>
/// <param name="Treatment">Why it is what it is.</param>
public sealed record InvoiceTax(
    string TaxClass, string Name, decimal Rate, decimal Base, decimal Amount, TaxRounding Rounding = TaxRounding.Line, TaxTreatment Treatment = TaxTreatment.Charged);
