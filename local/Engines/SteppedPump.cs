namespace RevenueFunctions.Local.Engines;

/// <summary>
/// Drives the engines one work item at a time, in an order that a seed decides: the base of tests and of the simulation. Items that were
/// taken but not yet run stand for work in flight; dropping the pump and recovering new engines from the store is a crash.
/// </summary>
public sealed class SteppedPump(IEnumerable<IEngine> engines)
{
    /// <summary>Items taken ahead: more gives the seed more interleavings to choose from.</summary>
    private const int TakenAhead = 16;

    private readonly List<IEngine> engines = [.. engines];
    private readonly List<WorkItem> taken = [];

    /// <summary>Recovers every engine from the store.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken = default)
    {
        foreach (var engine in engines)
        {
            await engine.RecoverAsync(cancellationToken);
        }
    }

    /// <summary>Runs one of the ready items to completion and returns it; null when none is ready.</summary>
    public async Task<WorkItem?> StepAsync(Random random, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(random);
        Take(random);
        if (taken.Count == 0)
        {
            return null;
        }

        var chosen = random.Next(taken.Count);
        var item = taken[chosen];
        taken.RemoveAt(chosen);
        await item.RunAsync(cancellationToken);
        return item;
    }

    /// <summary>Runs ready items until none is left; returns how many ran.</summary>
    /// <exception cref="InvalidOperationException">More than <paramref name="maxSteps"/> ran: something makes work for itself.</exception>
    public async Task<int> RunUntilIdleAsync(Random random, int maxSteps = 100_000, CancellationToken cancellationToken = default)
    {
        for (var steps = 0; steps <= maxSteps; steps++)
        {
            if (await StepAsync(random, cancellationToken) is null)
            {
                return steps;
            }
        }

        throw new InvalidOperationException($"The engines are not idle after {maxSteps:N0} steps: work makes work without end.");
    }

    /// <summary>Moves the clock to the earliest time at which waiting makes work ready; false when nothing waits for time.</summary>
    public bool AdvanceToNextDue(VirtualClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var due = engines.Min(engine => engine.NextDue);
        if (due is null)
        {
            return false;
        }

        if (due > clock.GetUtcNow())
        {
            clock.SetUtcNow(due.Value);
        }

        return true;
    }

    private void Take(Random random)
    {
        var offset = random.Next(engines.Count);
        for (var at = 0; at < engines.Count; at++)
        {
            var engine = engines[(at + offset) % engines.Count];
            while (taken.Count < TakenAhead && engine.TryTake() is { } item)
            {
                taken.Add(item);
            }
        }
    }
}
