namespace RevenueFunctions.Rating;

/// <summary>
/// One step of a derivation: (<paramref name="Quantity"/> x <paramref name="UnitAmount"/> + <paramref name="FlatAmount"/>) x
/// <paramref name="Numerator"/> / <paramref name="Denominator"/> = <paramref name="Amount"/>, multiplied before divided.
/// </summary>
/// <param name="Description">What the step charges, such as "0 to 100".</param>
/// <param name="Quantity">Units of the step.</param>
/// <param name="UnitAmount">Price of one unit.</param>
/// <param name="FlatAmount">Flat amount of the step.</param>
/// <param name="Amount">The result, unrounded.</param>
/// <param name="Numerator">Days or seconds covered, where the step is prorated; otherwise 1.</param>
/// <param name="Denominator">Days or seconds of the whole period, where the step is prorated; otherwise 1.</param>
public sealed record DerivationStep(
    string Description, decimal Quantity, decimal UnitAmount, decimal FlatAmount, decimal Amount, decimal Numerator = 1m, decimal Denominator = 1m);
