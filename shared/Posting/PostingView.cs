namespace RevenueFunctions.Posting;

/// <summary>A posting as the API shows it: its place in the lane and the document in the ERP, where there is one.</summary>
public sealed record PostingView(LaneEntry Posting, ErpDocument? Document);
