namespace RevenueFunctions.Posting;

/// <summary>Why a worker stopped.</summary>
public enum DrainEnd
{
    /// <summary>Nothing waits.</summary>
    Empty,

    /// <summary>The lane stands still until an operator acts.</summary>
    Blocked,

    /// <summary>The lane waits; the doorbell is set for the time when it goes on.</summary>
    BackingOff,

    /// <summary>Another worker or an operator changed the lane in between: theirs stands, this one stopped.</summary>
    Superseded,
}
