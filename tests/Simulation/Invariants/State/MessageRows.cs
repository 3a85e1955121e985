using RevenueFunctions.Local.Engines.ServiceBus;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>The messages in all queues as they are stored.</summary>
/// <param name="Waiting">To be delivered.</param>
/// <param name="Scheduled">To be delivered later.</param>
/// <param name="Dead">Given up.</param>
internal sealed record MessageRows(IReadOnlyList<StoredMessage> Waiting, IReadOnlyList<StoredMessage> Scheduled, IReadOnlyList<StoredMessage> Dead)
{
    /// <summary>Every message in the store.</summary>
    public static async Task<MessageRows> ReadAsync(MemoryStore store) =>
        new(await AllAsync(store, QueueRows.Messages), await AllAsync(store, QueueRows.Scheduled), await AllAsync(store, QueueRows.DeadLetters));

    private static async Task<List<StoredMessage>> AllAsync(MemoryStore store, string table)
    {
        var messages = new List<StoredMessage>();
        await foreach (var row in store.ScanTableAsync(table))
        {
            messages.Add(Storage.TableStoreExtensions.Read<StoredMessage>(row));
        }

        return messages;
    }
}
