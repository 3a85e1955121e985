namespace RevenueFunctions.Catalog;

/// <summary>An amendment that makes no sense where it takes effect.</summary>
/// <param name="Amendment">The amendment.</param>
/// <param name="Code">Kebab-case: "not-paused", "not-active", "after-its-end".</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record ContractContradiction(Amendment Amendment, string Code, string Message, string Remedy);
