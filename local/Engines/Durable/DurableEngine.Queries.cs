using System.Text;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Local.Engines.Durable;

public sealed partial class DurableEngine
{
    /// <summary>Store pages one query page may read: a filter that matches little answers with a short page and a continuation.</summary>
    private const int StorePages = 10;

    /// <summary>The instance, or null when there is none.</summary>
    public async Task<InstanceState?> FindAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        lock (gate)
        {
            if (active.TryGetValue(instanceId, out var instance) && !instance.IsReserved)
            {
                return instance.ToState();
            }
        }

        return await FindEndedAsync(DurableKeys.Of(instanceId), cancellationToken) is { } ended ? StateOf(ended) : null;
    }

    /// <summary>The history as stored so far; empty for an instance that has not begun or does not exist.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (active.TryGetValue(instanceId, out var instance))
            {
                return [.. instance.History];
            }
        }

        if (await FindEndedAsync(DurableKeys.Of(instanceId), cancellationToken) is not { } ended)
        {
            return [];
        }

        var copy = new ActiveInstance(ended);
        await LoadHistoryAsync(copy, cancellationToken);
        return copy.History;
    }

    /// <summary>Waits until the instance has begun (or ended) and returns its state then.</summary>
    /// <exception cref="InvalidOperationException">No such instance.</exception>
    public Task<InstanceState> WaitForStartAsync(string instanceId, CancellationToken cancellationToken = default) =>
        WaitAsync(instanceId, state => state.Status != InstanceStatus.Pending, cancellationToken);

    /// <summary>Waits until the instance has ended and returns its final state.</summary>
    /// <exception cref="InvalidOperationException">No such instance.</exception>
    public Task<InstanceState> WaitForEndAsync(string instanceId, CancellationToken cancellationToken = default) =>
        WaitAsync(instanceId, state => state.HasEnded, cancellationToken);

    /// <summary>One page of instances in the order of their keys. A page may be short and still have a continuation.</summary>
    public async Task<InstancePage> ListAsync(InstanceFilter filter, int pageSize, string? continuation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        var after = continuation is null ? null : DecodeContinuation(continuation);
        var running = ActiveAfter(filter, after, pageSize);
        var range = RangeOf(filter.InstanceIdPrefix);
        range = after is null ? range : range with { From = after };
        List<(string Key, InstanceState State)> ended = [];
        string? next = null, readUpTo = null;
        for (var page = 0; page < StorePages && ended.Count < pageSize; page++)
        {
            var stored = await store.QueryAsync(DurableKeys.Instances, DurableKeys.Ended, range, TableLimits.PageRows, next, cancellationToken);
            ended.AddRange(stored.Rows.Where(row => row.Row != after).Select(row => (row.Row, StateOf(HistoryJson.ReadInstance(row.Value.Span)))).Where(one => filter.Matches(one.Item2)));
            readUpTo = stored.Rows.Count > 0 ? stored.Rows[^1].Row : readUpTo;
            if ((next = stored.Continuation) is null)
            {
                break;
            }
        }

        return Merge(running, ended, pageSize, next is null ? null : readUpTo);
    }

    /// <summary>Merges both kinds by key. Beyond the last ended row that was read, nothing is known: the page ends there.</summary>
    private static InstancePage Merge(List<(string Key, InstanceState State)> running, List<(string Key, InstanceState State)> ended, int pageSize, string? readUpTo)
    {
        // An instance that ended between the two reads is in both; its end counts.
        var endedKeys = ended.Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var all = ended.Concat(running.Where(one => !endedKeys.Contains(one.Key)))
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Where(one => readUpTo is null || string.CompareOrdinal(one.Key, readUpTo) <= 0)
            .ToList();
        var isLast = all.Count <= pageSize && readUpTo is null && running.Count < pageSize;
        var page = all.Take(pageSize).ToList();
        var lastKey = all.Count >= pageSize || readUpTo is null ? page.Count > 0 ? page[^1].Key : null : readUpTo;
        return new InstancePage([.. page.Select(one => one.State)], isLast || lastKey is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(lastKey)));
    }

    private List<(string Key, InstanceState State)> ActiveAfter(InstanceFilter filter, string? after, int count)
    {
        lock (gate)
        {
            return [.. active.Values
                .Where(one => !one.IsReserved && (after is null || string.CompareOrdinal(one.Key, after) > 0))
                .Select(one => (one.Key, State: one.ToState()))
                .Where(one => filter.Matches(one.State))
                .OrderBy(one => one.Key, StringComparer.Ordinal)
                .Take(count)];
        }
    }

    private static RowRange RangeOf(string? prefix)
    {
        if (string.IsNullOrEmpty(prefix))
        {
            return RowRange.All;
        }

        // The key of a long id is cut and hashed: only the part that is never cut can bound the range, the filter does the rest.
        var escaped = DurableKeys.Of(prefix);
        return RowRange.Prefix(escaped.Length > TableKey.IdCharacters - 40 ? escaped[..(TableKey.IdCharacters - 40)] : escaped);
    }

    private static string DecodeContinuation(string continuation)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(continuation));
        }
        catch (FormatException)
        {
            throw new ArgumentException("The continuation token is not one that this API gave: begin without one.", nameof(continuation));
        }
    }

    private async Task<InstanceState> WaitAsync(string instanceId, Func<InstanceState, bool> reached, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task? change = null;
            lock (gate)
            {
                if (active.TryGetValue(instanceId, out var instance))
                {
                    change = instance.WaitForChange();
                }
            }

            var state = await FindAsync(instanceId, cancellationToken);
            if (state is not null && reached(state))
            {
                return state;
            }

            if (change is null)
            {
                throw new InvalidOperationException($"An orchestration with the instance id '{instanceId}' was not found.");
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    private async Task<InstanceRow?> FindEndedAsync(string key, CancellationToken cancellationToken) =>
        await store.GetAsync(DurableKeys.Instances, DurableKeys.Ended, key, cancellationToken) is { } row ? HistoryJson.ReadInstance(row.Value.Span) : null;

    private static InstanceState StateOf(InstanceRow row) => new(
        row.Id, row.Name, row.Version, row.Status, row.CreatedAt, row.LastUpdatedAt, row.Input, row.Output, row.CustomStatus, row.Failure, row.Parent?.Id, row.Tags ?? []);
}
