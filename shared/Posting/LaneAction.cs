namespace RevenueFunctions.Posting;

/// <summary>What became of an operator's action, and the entry it changed.</summary>
public sealed record LaneAction(LaneActionKind Kind, LaneEntry? Entry);
