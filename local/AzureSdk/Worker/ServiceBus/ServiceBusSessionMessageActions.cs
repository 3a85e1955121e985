namespace Microsoft.Azure.Functions.Worker;

/// <summary>Acts on the session whose message a function received.</summary>
public class ServiceBusSessionMessageActions
{
    private readonly ISettlement settlement;
    private readonly string sessionId;

    internal ServiceBusSessionMessageActions(ISettlement settlement, string sessionId, DateTimeOffset sessionLockedUntil)
    {
        this.settlement = settlement;
        this.sessionId = sessionId;
        SessionLockedUntil = sessionLockedUntil;
    }

    /// <summary>For mocks only.</summary>
    protected ServiceBusSessionMessageActions()
    {
        settlement = null!;
        sessionId = null!;
    }

    public virtual DateTimeOffset SessionLockedUntil { get; protected set; }

    public virtual Task<BinaryData> GetSessionStateAsync(CancellationToken cancellationToken = default) =>
        settlement.GetSessionStateAsync(sessionId, cancellationToken);

    public virtual Task SetSessionStateAsync(BinaryData sessionState, CancellationToken cancellationToken = default) =>
        settlement.SetSessionStateAsync(sessionId, sessionState, cancellationToken);

    public virtual Task ReleaseSession(CancellationToken cancellationToken = default) => settlement.ReleaseSessionAsync(sessionId, cancellationToken);

    public virtual async Task RenewSessionLockAsync(CancellationToken cancellationToken = default) =>
        SessionLockedUntil = await settlement.RenewSessionLockAsync(sessionId, cancellationToken);
}
