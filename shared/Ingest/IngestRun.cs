namespace RevenueFunctions.Ingest;

/// <summary>What one batch works with; reused, one batch at a time.</summary>
internal sealed class IngestRun(Identification identification)
{
    private readonly Stack<List<UsageItem>> spare = new();
    private PeriodRoute? lastPeriod;

    public EventDecoder Decoder { get; } = new();

    public Identification Identification { get; } = identification;

    public UsageItems Items { get; } = new();

    /// <summary>Items to write, by billing period.</summary>
    public Dictionary<PeriodRoute, List<UsageItem>> Groups { get; } = [];

    /// <summary>The group of a period; <paramref name="last"/> is the one asked for before, most often the same.</summary>
    public List<UsageItem> GroupOf(PeriodRoute period, List<UsageItem>? last)
    {
        if (last is not null && ReferenceEquals(period, lastPeriod))
        {
            return last;
        }

        lastPeriod = period;
        if (!Groups.TryGetValue(period, out var group))
        {
            Groups.Add(period, group = spare.Count > 0 ? spare.Pop() : []);
        }

        return group;
    }

    public void Clear()
    {
        foreach (var group in Groups.Values)
        {
            group.Clear();
            spare.Push(group);
        }

        Groups.Clear();
        Items.Clear();
        lastPeriod = null;
    }
}
