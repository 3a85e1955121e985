using RevenueFunctions.Validation;

namespace RevenueFunctions.Posting;

/// <summary>An account of a chart: its code and its name.</summary>
public sealed record ChartAccount(string Code, string Name);
