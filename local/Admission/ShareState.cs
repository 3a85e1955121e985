namespace RevenueFunctions.Local.Admission;

/// <summary>How a bounded resource stands.</summary>
/// <param name="Limit">How much there is.</param>
/// <param name="Held">How much is in use.</param>
/// <param name="Peak">The most that ever was.</param>
/// <param name="DrainPerSecond">How much is given back in a second while it is in use.</param>
/// <param name="RefusedOverShare">Attempts refused because the caller held its share (429).</param>
/// <param name="RefusedSaturated">Attempts refused because nothing was left (503).</param>
/// <param name="Holders">Who holds how much, most first.</param>
public sealed record ShareState(
    long Limit, long Held, long Peak, double DrainPerSecond, long RefusedOverShare, long RefusedSaturated, IReadOnlyList<ShareHolder> Holders);

/// <summary>A caller and what it holds.</summary>
public sealed record ShareHolder(string Caller, long Held);
