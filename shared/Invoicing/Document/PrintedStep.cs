namespace RevenueFunctions.Invoicing;

/// <summary>A step of a derivation: what it is, how it is computed, what it comes to.</summary>
public sealed record PrintedStep(string Description, string Formula, string Amount);
