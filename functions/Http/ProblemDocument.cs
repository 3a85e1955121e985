using RevenueFunctions.Validation;

namespace RevenueFunctions.Functions.Http;

/// <summary>An RFC 9457 problem.</summary>
/// <param name="Type">Stable URN of the kind of problem.</param>
/// <param name="Title">The kind, for a person.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What happened here.</param>
/// <param name="Errors">What is wrong field by field, each with its remedy.</param>
internal sealed record ProblemDocument(string Type, string Title, int Status, string Detail, IReadOnlyList<ValidationIssue>? Errors = null);
