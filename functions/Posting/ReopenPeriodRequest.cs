namespace RevenueFunctions.Functions.Posting;

/// <summary>Why a closed accounting period is opened again.</summary>
/// <param name="Reason">Kept with the period.</param>
public sealed record ReopenPeriodRequest(string? Reason = null);
