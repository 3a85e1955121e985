using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Local.Demo.Oracle;

namespace RevenueFunctions.Local.Demo.Workload;

/// <summary>
/// A month of usage with known dirt, made from a seed and told to the oracle while it is made. Waves are lazy: five million events
/// need no more memory than a few requests.
/// </summary>
internal sealed class UsageWorkload
{
    /// <summary>The alias that no account has until an operator maps it.</summary>
    public const string UnmappedAlias = "acme-9";

    /// <summary>The account the alias belongs to.</summary>
    public const string UnmappedOwner = "contoso-robotics";

    private readonly Random random;
    private readonly FactMaker maker;
    private readonly DirtMaker dirtMaker;
    private readonly Traffic traffic;
    private readonly DirtPlan dirt;
    private readonly UsageOracle oracle;
    private readonly int events;
    private readonly double span;
    private readonly int singlesPerMille;
    private readonly ProducerOutbox[] outboxes;
    private readonly List<(UsageFact Fact, AccountProfile Account)> recent = [];
    private readonly List<(UsageFact Fact, AccountProfile Account)> toContradict = [];

    /// <param name="traffic">Who uses what.</param>
    /// <param name="oracle">Is told every event while it is made.</param>
    /// <param name="events">Events of all waves together.</param>
    /// <param name="seed">The same seed makes the same events.</param>
    /// <param name="dirt">What is wrong on purpose.</param>
    /// <param name="span">The share of the period, from its start, in which everything happens.</param>
    /// <param name="singles">Most events that travel alone, in each of the shapes for it; the rest goes in batches.</param>
    public UsageWorkload(Traffic traffic, UsageOracle oracle, int events, int seed, DirtPlan? dirt = null, int singles = 4_000, double span = 1)
    {
        this.traffic = traffic;
        this.oracle = oracle;
        this.events = events;
        this.span = span;
        this.dirt = dirt ?? DirtPlan.For(events);
        random = new Random(seed);
        maker = new FactMaker(traffic, random, string.Create(CultureInfo.InvariantCulture, $"s{seed}"));
        dirtMaker = new DirtMaker(maker, traffic, random);
        singlesPerMille = (int)Math.Min(singles * 1000L / events, 25);
        outboxes = [.. Enumerable.Range(0, Traffic.Producers).Select(number => new ProducerOutbox($"gateway-{number}"))];
    }

    /// <summary>Events of the first wave: all but the contradictions and the late ones.</summary>
    public int MainEvents => events - dirt.ConflictingDuplicates - dirt.Late;

    /// <summary>Events of the second wave.</summary>
    public int ConflictingEvents => dirt.ConflictingDuplicates;

    /// <summary>Events of the third wave.</summary>
    public int LateEvents => dirt.Late;

    /// <summary>The first wave: the month as it happens, with most of the dirt spread evenly through it.</summary>
    public IEnumerable<WireRequest> MainWave()
    {
        var counts = ImmutableArray.Create(
            (DirtKind.Duplicate, dirt.Duplicates), (DirtKind.Malformed, dirt.Malformed), (DirtKind.SchemaViolation, dirt.SchemaViolations),
            (DirtKind.Unmapped, dirt.Unmapped), (DirtKind.InternalProbe, dirt.InternalProbes), (DirtKind.Staging, dirt.Staging));
        var made = new int[counts.Length];
        for (var slot = 0; slot < MainEvents; slot++)
        {
            var progress = span * slot / MainEvents;
            var due = -1;
            for (var kind = 0; kind < counts.Length && due < 0; kind++)
            {
                // Spread evenly: the n-th of k is due at the (n + 1/2)/k-th of the wave.
                due = made[kind] < counts[kind].Item2 && (made[kind] + 0.5) / counts[kind].Item2 <= (slot + counts.Length) / (double)MainEvents ? kind : -1;
            }

            var request = due < 0 ? Clean(progress) : Dirty(counts[due].Item1, progress);
            if (due >= 0)
            {
                made[due]++;
            }

            if (request is not null)
            {
                yield return request;
            }
        }

        foreach (var rest in outboxes.SelectMany(outbox => outbox.Flush()))
        {
            yield return rest;
        }
    }

    /// <summary>The second wave, sent when the first one is ingested: events of the first wave, with other content under the same identity.</summary>
    public IEnumerable<WireRequest> ConflictWave()
    {
        foreach (var (fact, account) in toContradict)
        {
            oracle.Conflict();
            if (outboxes[account.Producer].AddCloudEvent(FactFactory.Contradict(fact)) is { } full)
            {
                yield return full;
            }
        }

        foreach (var rest in outboxes.SelectMany(outbox => outbox.Flush()))
        {
            yield return rest;
        }
    }

    /// <summary>The third wave, sent when the month is closed: usage of that month that arrives too late for its invoice.</summary>
    public IEnumerable<WireRequest> LateWave()
    {
        var accounts = traffic.Accounts.Where(account => account.Contracts is [{ Subscription.To: null }] && account.Account.BillingAnchorDay == 1).ToList();
        for (var i = 0; i < dirt.Late; i++)
        {
            var account = accounts[i % Math.Min(9, accounts.Count)];
            var fact = maker.Of(account, "acme.api.request", account.Account.Id, 0.2 + (0.7 * i / dirt.Late));
            oracle.Late(fact, account);
            if (outboxes[account.Producer].AddCloudEvent(fact) is { } full)
            {
                yield return full;
            }
        }

        foreach (var rest in outboxes.SelectMany(outbox => outbox.Flush()))
        {
            yield return rest;
        }
    }

    private WireRequest? Clean(double progress)
    {
        var (fact, account) = maker.Next(progress);
        oracle.Accepted(fact, account);
        Remember(fact, account);
        return Send(fact, account);
    }

    private WireRequest? Dirty(DirtKind kind, double progress)
    {
        var outbox = outboxes[random.Next(outboxes.Length)];
        switch (kind)
        {
            case DirtKind.Duplicate when recent.Count > 0:
                var (fact, account) = recent[random.Next(recent.Count)];
                oracle.Duplicate();
                return Send(fact, account);
            case DirtKind.Malformed:
                oracle.Quarantined(QuarantineCause.Malformed);
                return outbox.HubEvent(dirtMaker.Malformed(), mapping: null);
            case DirtKind.SchemaViolation:
                oracle.Quarantined(QuarantineCause.Schema);
                return outbox.AddCloudEvent(dirtMaker.SchemaViolation(progress));
            case DirtKind.Unmapped:
                var owner = traffic.Accounts.Single(profile => profile.Account.Id == UnmappedOwner);
                var unmapped = maker.Of(owner, "acme.api.request", UnmappedAlias, progress);
                oracle.Unmapped(unmapped, owner);
                return outboxes[owner.Producer].AddCloudEvent(unmapped);
            case DirtKind.InternalProbe:
                oracle.Excluded();
                return outbox.AddCloudEvent(dirtMaker.InternalProbe(progress));
            case DirtKind.Staging:
                oracle.Excluded();
                return outbox.AddObject(dirtMaker.StagingLog(progress));
            default:
                return Clean(progress);
        }
    }

    /// <summary>Gives the fact a shape: its producer's own where it has one, else a CloudEvent, most in batches.</summary>
    private WireRequest? Send(UsageFact fact, AccountProfile account)
    {
        var outbox = outboxes[account.Producer];
        switch (fact.Type)
        {
            case "acme.network.egress":
                return outbox.AddObject(json => FactJson.WriteCdnLog(json, fact, "production"));
            case "acme.compute.load" when random.Next(1000) < 4 * singlesPerMille:
                return outbox.HubEvent(outbox.Write(json => FactJson.WriteLegacySample(json, fact)), ProducerOutbox.LegacyMapping);
            case "acme.compute.load":
                return outbox.AddSample(fact);
            default:
                var pick = random.Next(1000);
                return pick < 2 * singlesPerMille ? outbox.Single(fact, binary: pick < singlesPerMille) : outbox.AddCloudEvent(fact);
        }
    }

    private void Remember(UsageFact fact, AccountProfile account)
    {
        const int RecentMax = 500;
        if (recent.Count < RecentMax)
        {
            recent.Add((fact, account));
        }
        else
        {
            recent[random.Next(RecentMax)] = (fact, account);
        }

        // Only usage with a number in it can be contradicted by another number.
        if (toContradict.Count < dirt.ConflictingDuplicates && fact.Type == "acme.llm.completion" && random.Next(20) == 0)
        {
            toContradict.Add((fact, account));
        }
    }
}
