namespace RevenueFunctions.Sagas;

/// <summary>
/// Tells a saga that something it waits for has been stored. It carries no data and may be lost or doubled: the saga reads the store
/// when it wakes, and looks by itself from time to time.
/// </summary>
public interface ISagaDoorbell
{
    /// <summary>Rings. Never throws for a saga that has ended or never was.</summary>
    Task RingAsync(string sagaId, string eventName, CancellationToken cancellationToken);
}
