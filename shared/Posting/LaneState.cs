namespace RevenueFunctions.Posting;

/// <summary>How a lane stands.</summary>
public enum LaneState
{
    /// <summary>Posts whatever comes.</summary>
    Open,

    /// <summary>The ERP is away; the lane tries again by itself.</summary>
    BackingOff,

    /// <summary>Stands still on an entry until an operator acts.</summary>
    Blocked,
}
