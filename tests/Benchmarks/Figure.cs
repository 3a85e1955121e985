namespace RevenueFunctions.Benchmarks;

/// <summary>One line of the report.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Its unit, such as "events/s".</param>
/// <param name="Target">What was promised; absent for a figure that is only shown.</param>
/// <param name="Measured">What came out.</param>
/// <param name="LowerIsBetter">True for times and sizes.</param>
/// <param name="Peer">What was measured beside it in the same run: a peer, or the limit of the machine.</param>
/// <param name="PeerMeasured">The peer's figure, in the same unit.</param>
/// <param name="Note">What a reader must know.</param>
internal sealed record Figure(
    string Name, string Unit, double? Target, double Measured, bool LowerIsBetter = false, string? Peer = null, double? PeerMeasured = null, string? Note = null)
{
    /// <summary>Whether the target is reached; true without one.</summary>
    public bool IsReached => Target is not { } target || (LowerIsBetter ? Measured <= target : Measured >= target);
}
