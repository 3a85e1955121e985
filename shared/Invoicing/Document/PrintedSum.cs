namespace RevenueFunctions.Invoicing;

/// <summary>A line of the sums of a printed document; <paramref name="IsStrong"/> sets it apart.</summary>
public sealed record PrintedSum(string Label, string Amount, bool IsStrong = false);
