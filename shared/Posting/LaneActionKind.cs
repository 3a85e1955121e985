namespace RevenueFunctions.Posting;

/// <summary>The ways an operator's action can end.</summary>
public enum LaneActionKind
{
    /// <summary>Stored, and the lane goes on.</summary>
    Done,

    /// <summary>The lane does not stand still: there is nothing to decide.</summary>
    NotStanding,

    /// <summary>No lane of that legal entity has an entry.</summary>
    UnknownLane,
}
