namespace RevenueFunctions.Posting;

/// <summary>What became of an entry that was handed to a lane.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Entry">The entry under that posting key, as the lane has it.</param>
public sealed record EnqueueOutcome(EnqueueKind Kind, LaneEntry Entry);
