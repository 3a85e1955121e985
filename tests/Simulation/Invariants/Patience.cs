using RevenueFunctions.Functions.Sagas;
using RevenueFunctions.Local.Engines.Durable.History;
using RevenueFunctions.Storage;
using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Invariants;

/// <summary>
/// Watches, once no fault strikes any more, that every saga gets on: one that neither waits for a person nor for an ERP that is away may
/// stand at one step for as long as a lost ring costs, not longer.
/// </summary>
internal sealed class Patience
{
    /// <summary>The promise that it watches over.</summary>
    public const string Name = "liveness";

    /// <summary>A lane is swept every 30 minutes, a saga looks by itself at least every 30 minutes; the rest is work.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(75);

    /// <summary>Clocks of two processes may be this far apart: what one wrote as due, the other waits for as long again.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromHours(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>A saga that has waited for long looks late by this part of the wait, by a day at most.</summary>
    private const double LatePart = 0.05;
    private static readonly TimeSpan Latest = TimeSpan.FromDays(1);

    private readonly Dictionary<string, (SagaStatus Status, DateTimeOffset Since)> seen = new(StringComparer.Ordinal);
    private readonly World world;
    private readonly TimeSpan bound;
    private DateTimeOffset nextLook;

    /// <summary>Begins to watch a world.</summary>
    public Patience(World world)
    {
        this.world = world;
        nextLook = world.Now;
        bound = Longest + (world.Faults.Struck[(int)FaultKind.ClockSkew] + world.Faults.Struck[(int)FaultKind.ClockSetBack] > 0 ? Apart : TimeSpan.Zero);
        var late = (world.Now - world.BeganAt) * LatePart;
        bound += late < Latest ? late : Latest;
    }

    /// <summary>What stood still for too long.</summary>
    public string? Broken { get; private set; }

    /// <summary>Looks, if it is time to. True when something stands still for too long.</summary>
    public bool IsOut()
    {
        if (Broken is not null || world.Now < nextLook || world.Process is not { IsServing: true } process)
        {
            return Broken is not null;
        }

        nextLook = world.Now + Interval;
        var active = world.Finish(world.Store.QueryAsync(DurableKeys.Instances, DurableKeys.Active, RowRange.All).AsTask()).Rows
            .Select(row => HistoryJson.ReadInstance(row.Value.Span).Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in seen.Keys.Where(id => !active.Contains(id)).ToList())
        {
            seen.Remove(gone);
        }

        foreach (var id in active)
        {
            var status = world.Finish(SagaStatuses.OfAsync(process, id));
            if (!seen.TryGetValue(id, out var before) || before.Status != status || IsWaiting(id, status))
            {
                seen[id] = (status, world.Now);
            }
            else if (world.Now - before.Since > bound)
            {
                Broken = $"{id} stands at {status.Step} ({status.Waits ?? "working"}) since {before.Since:O}, and nobody has to act; it is {world.Now:O} and no fault strikes any more";
            }
        }

        return Broken is not null;
    }

    /// <summary>True when a person has to act, or the ERP is away: however long that takes.</summary>
    private bool IsWaiting(string id, SagaStatus status)
    {
        if (world.IsErpAway || status.CaseId is not null)
        {
            return true;
        }

        var lanes = world.Finish(PostingLaneState.ReadAsync(world.Store));
        return lanes.Any(lane => lane.Head.BlockedKey is not null && lane.Entries.Any(found => found.Entry.SagaId == id));
    }
}
