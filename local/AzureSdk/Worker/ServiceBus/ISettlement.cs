namespace Microsoft.Azure.Functions.Worker;

/// <summary>The host's side of settlement: gRPC in the real worker, a direct call into the session queue engine here.</summary>
internal interface ISettlement
{
    Task CompleteAsync(string lockToken, CancellationToken cancellationToken);

    Task AbandonAsync(string lockToken, IDictionary<string, object>? propertiesToModify, CancellationToken cancellationToken);

    Task DeferAsync(string lockToken, IDictionary<string, object>? propertiesToModify, CancellationToken cancellationToken);

    Task DeadLetterAsync(string lockToken, IDictionary<string, object>? propertiesToModify, string? reason, string? description, CancellationToken cancellationToken);

    Task RenewMessageLockAsync(string lockToken, CancellationToken cancellationToken);

    Task<BinaryData> GetSessionStateAsync(string sessionId, CancellationToken cancellationToken);

    Task SetSessionStateAsync(string sessionId, BinaryData sessionState, CancellationToken cancellationToken);

    Task ReleaseSessionAsync(string sessionId, CancellationToken cancellationToken);

    Task<DateTimeOffset> RenewSessionLockAsync(string sessionId, CancellationToken cancellationToken);
}
