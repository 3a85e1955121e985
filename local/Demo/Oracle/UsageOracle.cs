using RevenueFunctions.Catalog;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Local.Demo.Oracle;

/// <summary>
/// Knows what must come out, because it was told what went in. It shares no code with shared/Ingest and shared/Rating: where it and the
/// fabric agree, two programs came to the same result.
/// </summary>
internal sealed class UsageOracle(CatalogDocuments catalog)
{
    private readonly MeasureOracle measures = new(catalog);
    private readonly Dictionary<QuarantineCause, long> quarantined = [];
    private readonly List<(UsageFact Fact, AccountProfile Owner)> unmapped = [];

    /// <summary>Events that become usage records.</summary>
    public long AcceptedCount { get; private set; }

    /// <summary>Events seen before.</summary>
    public long DuplicateCount { get; private set; }

    /// <summary>Events known and never billed.</summary>
    public long ExcludedCount { get; private set; }

    /// <summary>Events in quarantine.</summary>
    public long QuarantinedCount => quarantined.Values.Sum();

    /// <summary>Events made.</summary>
    public long TotalCount => AcceptedCount + DuplicateCount + ExcludedCount + QuarantinedCount;

    /// <summary>What they add up to.</summary>
    public UsageTally Tally { get; } = new(catalog);

    /// <summary>Events in quarantine by cause.</summary>
    public long QuarantinedBy(QuarantineCause cause) => quarantined.GetValueOrDefault(cause);

    /// <summary>A clean event in time.</summary>
    public void Accepted(UsageFact fact, AccountProfile account)
    {
        AcceptedCount++;
        Count(fact, account, account.Period.Key, null);
    }

    /// <summary>A clean event whose period is closed: the next one bills it.</summary>
    public void Late(UsageFact fact, AccountProfile account)
    {
        AcceptedCount++;
        Count(fact, account, account.Period.After(account.Account).Key, account.Period.Key);
    }

    /// <summary>An event sent again.</summary>
    public void Duplicate() => DuplicateCount++;

    /// <summary>An event known and never billed.</summary>
    public void Excluded() => ExcludedCount++;

    /// <summary>An identity sent again with other content.</summary>
    public void Conflict() => Quarantined(QuarantineCause.Conflict);

    /// <summary>An event that cannot become a record.</summary>
    public void Quarantined(QuarantineCause cause) => quarantined[cause] = quarantined.GetValueOrDefault(cause) + 1;

    /// <summary>An event under an alias that no account has yet.</summary>
    public void Unmapped(UsageFact fact, AccountProfile owner)
    {
        Quarantined(QuarantineCause.Unmapped);
        unmapped.Add((fact, owner));
    }

    /// <summary>The alias is mapped and its events are replayed, after their period was closed.</summary>
    public void ResolveUnmapped()
    {
        quarantined[QuarantineCause.Unmapped] = 0;
        foreach (var (fact, owner) in unmapped)
        {
            Late(fact, owner);
        }

        unmapped.Clear();
    }

    private void Count(UsageFact fact, AccountProfile account, string period, string? lateFrom)
    {
        if (!measures.IsCovered(account.Account.Id, fact.Time))
        {
            throw new InvalidOperationException($"The workload made usage of {account.Account.Id} outside its contracts.");
        }

        Tally.Add(account.Account.Id, period, fact.Time, fact.Id, measures.Of(fact, account.Account.Id), lateFrom);
    }
}
