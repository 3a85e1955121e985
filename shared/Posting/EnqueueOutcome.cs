namespace RevenueFunctions.Posting;

/// <summary>What became of an entry that was handed to a lane.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Entry">The entry under that posting key, as the lane has it.</param>
public sealed record EnqueueOutcome(EnqueueKind Kind, LaneEntry Entry);

/// <summary>The ways a hand-over can end.</summary>
public enum EnqueueKind
{
    /// <summary>It has a place in the lane.</summary>
    Queued,

    /// <summary>The same content was handed over before under this key; nothing changed.</summary>
    AlreadyQueued,

    /// <summary>Another content stands under this key: refused, and never overwritten.</summary>
    KeyConflict,
}
