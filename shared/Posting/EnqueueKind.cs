namespace RevenueFunctions.Posting;

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
