namespace RevenueFunctions.Ingest;

/// <summary>The usage events of one slice of a batch, in hub order. Its items are reused.</summary>
internal sealed class UsageItems
{
    private const int Kept = 8192;
    private readonly List<UsageItem> items = [];

    public int Count { get; private set; }

    public UsageItem this[int index] => items[index];

    public UsageItem Add(HubEvent hub, int index, ReadOnlyMemory<byte> raw, bool whole)
    {
        if (Count == items.Count)
        {
            items.Add(new UsageItem());
        }

        var item = items[Count++];
        item.Reset(hub, index, raw, whole);
        return item;
    }

    /// <summary>Takes back everything after the first <paramref name="count"/> items: a batch turned out to be no JSON after all.</summary>
    public void Truncate(int count) => Count = count;

    public void Clear()
    {
        // The items keep slices of hub event bodies alive; an idle fabric must not hold on to those.
        for (var at = 0; at < Count; at++)
        {
            items[at].Reset(null!, 0, default, false);
        }

        if (items.Count > Kept)
        {
            items.RemoveRange(Kept, items.Count - Kept);
        }

        Count = 0;
    }
}
