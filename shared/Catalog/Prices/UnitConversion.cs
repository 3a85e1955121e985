namespace RevenueFunctions.Catalog;

/// <summary>A linear change of unit: value x <paramref name="Multiply"/> / <paramref name="DivideBy"/>, multiplied first. Both above zero.</summary>
public sealed record UnitConversion(decimal Multiply = 1m, decimal DivideBy = 1m);
