namespace RevenueFunctions.Posting;

/// <summary>
/// Wakes the worker of a legal entity's posting lane. A ring carries no data: the lane in the store is the truth, so a lost or doubled
/// ring loses nothing, and a sweep rings again for lanes that wait.
/// </summary>
public interface IPostingDoorbell
{
    /// <summary>Rings; the ring is durable when the task completes. Rings of one entity arrive one at a time, in order.</summary>
    /// <param name="legalEntityId">Whose lane.</param>
    /// <param name="messageId">The identity of the ring: a second ring with the same identity within the queue's window is dropped.</param>
    /// <param name="correlationId">What it rings about, to follow it by; null when it rings for the lane alone.</param>
    /// <param name="notBefore">Not to arrive before this instant; null for now.</param>
    /// <param name="cancellationToken">Gives up waiting; the ring may still arrive.</param>
    ValueTask RingAsync(string legalEntityId, string messageId, string? correlationId, DateTimeOffset? notBefore, CancellationToken cancellationToken = default);
}
