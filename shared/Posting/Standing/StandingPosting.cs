using System.Text.Json.Serialization;

namespace RevenueFunctions.Posting;

/// <summary>A standing entry and how far it has come.</summary>
/// <param name="Standing">What is to be posted.</param>
/// <param name="Lane">Its place in the lane, with the outcome once there is one; absent while it is only recorded.</param>
public sealed record StandingPosting(StandingEntry Standing, LaneEntry? Lane)
{
    /// <summary>The document in the books, once posted.</summary>
    [JsonIgnore]
    public string? Reference => Lane?.Reference;

    /// <summary>True once it is in the books.</summary>
    [JsonIgnore]
    public bool IsPosted => Lane?.State == LaneEntryState.Posted;

    /// <summary>True when it was set aside: there is a case, and no document unless somebody books one by hand or retries.</summary>
    [JsonIgnore]
    public bool IsSetAside => Lane?.State == LaneEntryState.SetAside;
}
