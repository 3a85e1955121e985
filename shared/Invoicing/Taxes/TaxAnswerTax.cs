namespace RevenueFunctions.Invoicing;

/// <summary>A tax of a line, as an external tax engine says.</summary>
/// <param name="Name">Name of the tax.</param>
/// <param name="Rate">0.19 is 19 %.</param>
/// <param name="Amount">The tax, rounded to the currency's minor unit.</param>
/// <param name="Treatment">Why it is what it is.</param>
public sealed record TaxAnswerTax(string Name, decimal Rate, decimal Amount, TaxTreatment Treatment = TaxTreatment.Charged);
