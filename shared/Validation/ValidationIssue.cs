namespace RevenueFunctions.Validation;

/// <summary>One thing that is wrong with an input, said so that the sender can mend it.</summary>
/// <param name="Path">Where, as a JSON path from the root of the input, such as "rateCards[2].tiers[0].upTo".</param>
/// <param name="Code">A stable kebab-case code, such as "unknown-meter".</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record ValidationIssue(string Path, string Code, string Message, string Remedy);
