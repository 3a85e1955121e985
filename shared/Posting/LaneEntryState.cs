namespace RevenueFunctions.Posting;

/// <summary>Where a lane entry stands.</summary>
public enum LaneEntryState
{
    /// <summary>Not sent yet.</summary>
    Waiting,

    /// <summary>The intent to send is stored; the ERP may or may not have been asked.</summary>
    Sending,

    /// <summary>The ERP was asked and did not answer: it is asked by posting key before anything is sent again.</summary>
    Unknown,

    /// <summary>In the books.</summary>
    Posted,

    /// <summary>The ERP refused it, and the lane stands still on it.</summary>
    Rejected,

    /// <summary>Set aside without a document, by policy or by an operator; the lane went on.</summary>
    SetAside,
}
