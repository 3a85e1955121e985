using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>
/// What a contract says at each instant: its subscription and all its amendments, in the order in which they take effect. Pure, and a
/// function of the set of amendments: in which order they were learned of plays no part, unless two take effect at the same instant (then
/// the one recorded later has the last word).
/// </summary>
public sealed class ContractTimeline
{
    /// <summary>The code of an amendment that takes effect after the contract's end: it has no effect.</summary>
    internal const string AfterItsEnd = "after-its-end";

    private ContractTimeline(Subscription subscription, ImmutableArray<ContractSegment> segments, ImmutableArray<ContractContradiction> contradictions)
    {
        Subscription = subscription;
        Segments = segments;
        Contradictions = contradictions;
    }

    /// <summary>The contract.</summary>
    public Subscription Subscription { get; }

    /// <summary>From its begin for good, without gaps; the last one is open, and a contract that ends has one with the state ended.</summary>
    public ImmutableArray<ContractSegment> Segments { get; }

    /// <summary>The first instant that the contract does not cover; absent: until ended.</summary>
    public DateTimeOffset? End => Segments[^1] is { State: ContractState.Ended } ended ? ended.From : null;

    /// <summary>When fees begin: the contract's begin, or the end of the trial that it begins with.</summary>
    public DateTimeOffset FeesFrom => Segments[0] is { State: ContractState.Trial, To: { } end } ? end : Subscription.From;

    /// <summary>Amendments that make no sense where they take effect; empty for what passed the catalog's rules.</summary>
    internal ImmutableArray<ContractContradiction> Contradictions { get; }

    /// <summary>The timeline of a contract by the catalog.</summary>
    public static ContractTimeline Of(CatalogSnapshot catalog, Subscription subscription)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(subscription);
        return Of(subscription, catalog.AmendmentsBySubscription.GetValueOrDefault(subscription.Id, []));
    }

    /// <summary>The timeline of a contract with these amendments.</summary>
    public static ContractTimeline Of(Subscription subscription, IEnumerable<Amendment> amendments)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        var course = new ContractCourse(subscription);
        foreach (var amendment in amendments.OrderBy(one => one.EffectiveAt).ThenBy(one => one.RecordedAt).ThenBy(one => one.Id, StringComparer.Ordinal))
        {
            course.Apply(amendment);
        }

        return new ContractTimeline(subscription, course.Finish(), course.Contradictions);
    }

    /// <summary>The segment of an instant; before the contract begins, the first one.</summary>
    public ContractSegment At(DateTimeOffset instant) => Segments.LastOrDefault(segment => segment.From <= instant) ?? Segments[0];

    /// <summary>True when the contract covers the instant: it has begun and has not ended.</summary>
    public bool Covers(DateTimeOffset instant) => instant >= Subscription.From && At(instant).State != ContractState.Ended;

    /// <summary>The segments that share an instant with the stretch of time, the one after the contract's end included.</summary>
    public IEnumerable<ContractSegment> Within(DateTimeOffset from, DateTimeOffset to) => Segments.Where(segment => segment.Meets(from, to));
}
