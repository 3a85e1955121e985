namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>An operation on its way: a request to the store or the ERP, or its answer. The scheduler says when it arrives.</summary>
/// <param name="Owner">The process that waits for it; gone with it. Null for what happens outside.</param>
/// <param name="NotBefore">It takes at least until then.</param>
internal sealed record PendingOperation(SimulatedProcess? Owner, DateTimeOffset NotBefore)
{
    /// <summary>Completed on arrival; continues on the spot.</summary>
    public TaskCompletionSource Arrival { get; } = new();
}
