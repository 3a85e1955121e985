namespace RevenueFunctions.Functions.Posting;

/// <summary>What an operator says about an action on a lane.</summary>
/// <param name="Reason">Why; kept with the case that it settles.</param>
public sealed record LaneActionRequest(string? Reason = null);
