using System.Collections.Concurrent;

namespace RevenueFunctions.Ledger;

/// <summary>
/// Makes the ledger misbehave on purpose, for tests and demonstrations: a script of faults for each legal entity, each of which is met
/// by so many postings. Kept in memory: a restart forgets it.
/// </summary>
public sealed class LedgerFaults
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<LedgerFault>> scripts = new(StringComparer.Ordinal);

    /// <summary>Adds a fault to the end of the entity's script, to be met <paramref name="times"/> times.</summary>
    public void Add(string legalEntityId, LedgerFault fault, int times = 1)
    {
        var script = scripts.GetOrAdd(legalEntityId, _ => new());
        for (var at = 0; at < times; at++)
        {
            script.Enqueue(fault);
        }
    }

    /// <summary>Forgets what is left of the entity's script.</summary>
    public void Clear(string legalEntityId) => scripts.TryRemove(legalEntityId, out _);

    /// <summary>What is left of the entity's script, in order.</summary>
    public IReadOnlyList<LedgerFault> Pending(string legalEntityId) => scripts.TryGetValue(legalEntityId, out var script) ? [.. script] : [];

    /// <summary>Takes the next fault; null when the ledger is to behave.</summary>
    internal LedgerFault? Next(string legalEntityId) =>
        scripts.TryGetValue(legalEntityId, out var script) && script.TryDequeue(out var fault) ? fault : null;
}
