using Microsoft.Azure.Functions.Worker;

namespace RevenueFunctions.Local.Engines.ServiceBus;

/// <summary>What a receiver may do under its lock. Every call is refused once the lock is lost.</summary>
internal sealed class SessionSettlement(SessionQueue queue, SessionLock held) : ISettlement
{
    public Task CompleteAsync(string lockToken, CancellationToken cancellationToken) =>
        queue.SettleAsync(held, lockToken, Settlement.Complete, static message => message, cancellationToken);

    public Task AbandonAsync(string lockToken, IDictionary<string, object>? propertiesToModify, CancellationToken cancellationToken) =>
        queue.SettleAsync(held, lockToken, Settlement.Abandon, message => message.With(propertiesToModify), cancellationToken);

    public Task DeferAsync(string lockToken, IDictionary<string, object>? propertiesToModify, CancellationToken cancellationToken) =>
        queue.SettleAsync(held, lockToken, Settlement.Defer, message => message.With(propertiesToModify) with { IsDeferred = true }, cancellationToken);

    public Task DeadLetterAsync(
        string lockToken, IDictionary<string, object>? propertiesToModify, string? reason, string? description, CancellationToken cancellationToken) =>
        queue.SettleAsync(
            held,
            lockToken,
            Settlement.DeadLetter,
            message => message.With(propertiesToModify) with { DeadLetterReason = reason ?? string.Empty, DeadLetterDescription = description },
            cancellationToken);

    public Task RenewMessageLockAsync(string lockToken, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A message of a session has no lock of its own: renew the session's lock.");

    public Task<BinaryData> GetSessionStateAsync(string sessionId, CancellationToken cancellationToken) => Task.FromResult(queue.GetState(held));

    public Task SetSessionStateAsync(string sessionId, BinaryData sessionState, CancellationToken cancellationToken) =>
        queue.SetStateAsync(held, sessionState, cancellationToken);

    public Task ReleaseSessionAsync(string sessionId, CancellationToken cancellationToken)
    {
        queue.RequestRelease(held);
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset> RenewSessionLockAsync(string sessionId, CancellationToken cancellationToken) => Task.FromResult(queue.Renew(held));
}

/// <summary>How a delivery ends.</summary>
internal enum Settlement
{
    Complete,
    Abandon,
    Defer,
    DeadLetter,
}
