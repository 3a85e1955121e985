namespace RevenueFunctions.Catalog;

/// <summary>Where a field comes from: exactly one of path, constant and template.</summary>
/// <param name="Path">Dotted path in the payload, such as "usage.bytes".</param>
/// <param name="Constant">A fixed text.</param>
/// <param name="Template">Text with paths in braces, such as "{issuer}:{account}".</param>
/// <param name="As">What the text is read as.</param>
/// <param name="Conversion">Unit conversion of a number.</param>
public sealed record FieldRule(
    string? Path = null, string? Constant = null, string? Template = null, FieldType As = FieldType.Text, UnitConversion? Conversion = null);
