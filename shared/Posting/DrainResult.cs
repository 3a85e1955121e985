namespace RevenueFunctions.Posting;

/// <summary>How a worker's turn at a lane ended.</summary>
/// <param name="End">Why it stopped.</param>
/// <param name="Settled">Entries whose outcome it stored.</param>
public sealed record DrainResult(DrainEnd End, int Settled);
