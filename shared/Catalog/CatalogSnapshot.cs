using System.Collections.Frozen;
using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>The whole catalog at one moment, indexed for reading. Immutable; ingest and rating work on one snapshot from start to end.</summary>
public sealed class CatalogSnapshot
{
    /// <summary>Indexes the documents, which have been validated.</summary>
    public CatalogSnapshot(CatalogDocuments documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        Documents = documents;
        LegalEntities = documents.LegalEntities.ToFrozenDictionary(entity => entity.Id, StringComparer.Ordinal);
        Accounts = documents.Accounts.ToFrozenDictionary(account => account.Id, StringComparer.Ordinal);
        Meters = documents.Meters.ToFrozenDictionary(meter => meter.Key, StringComparer.Ordinal);
        EventTypes = documents.EventTypes.ToFrozenDictionary(type => type.Type, StringComparer.Ordinal);
        Plans = documents.Plans.ToFrozenDictionary(plan => (plan.Key, plan.Version));
        TaxTables = documents.TaxTables
            .GroupBy(table => table.Jurisdiction, StringComparer.Ordinal)
            .ToFrozenDictionary(versions => versions.Key, versions => versions.OrderBy(table => table.Version).ToImmutableArray(), StringComparer.Ordinal);
        PostingRuleSets = documents.PostingRuleSets
            .GroupBy(rules => rules.LegalEntityId, StringComparer.Ordinal)
            .ToFrozenDictionary(versions => versions.Key, versions => versions.OrderBy(rules => rules.Version).ToImmutableArray(), StringComparer.Ordinal);
        ExchangeRates = documents.ExchangeRates
            .GroupBy(rate => (rate.From, rate.To))
            .ToFrozenDictionary(rates => rates.Key, rates => rates.OrderBy(rate => rate.Date).ToImmutableArray());
        Coupons = documents.Coupons.ToFrozenDictionary(coupon => coupon.Key, StringComparer.Ordinal);
        AmendmentsBySubscription = documents.Amendments
            .GroupBy(amendment => amendment.SubscriptionId, StringComparer.Ordinal)
            .ToFrozenDictionary(all => all.Key, all => all.OrderBy(one => one.RecordedAt).ThenBy(one => one.Id, StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);
        SourceMappings = documents.SourceMappings
            .GroupBy(mapping => mapping.Key, StringComparer.Ordinal)
            .ToFrozenDictionary(versions => versions.Key, versions => versions.MaxBy(mapping => mapping.Version)!, StringComparer.Ordinal);
        AccountsByAlias = documents.Accounts
            .SelectMany(account => account.Aliases.Append(account.Id).Distinct(StringComparer.Ordinal).Select(alias => (alias, account)))
            .ToFrozenDictionary(pair => pair.alias, pair => pair.account, StringComparer.Ordinal);
        MetersByEventType = documents.Meters
            .GroupBy(meter => meter.EventType, StringComparer.Ordinal)
            .ToFrozenDictionary(meters => meters.Key, meters => meters.OrderBy(meter => meter.Key, StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);
        Subscriptions = documents.Subscriptions.ToFrozenDictionary(subscription => subscription.Id, StringComparer.Ordinal);
        SubscriptionsByAccount = documents.Subscriptions
            .GroupBy(subscription => subscription.AccountId, StringComparer.Ordinal)
            .ToFrozenDictionary(all => all.Key, all => all.OrderBy(one => one.From).ThenBy(one => one.Id, StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>A catalog with nothing in it.</summary>
    public static CatalogSnapshot Empty { get; } = new(new CatalogDocuments());

    /// <summary>What it was made from.</summary>
    public CatalogDocuments Documents { get; }

    /// <summary>By id.</summary>
    public FrozenDictionary<string, LegalEntity> LegalEntities { get; }

    /// <summary>By id.</summary>
    public FrozenDictionary<string, Account> Accounts { get; }

    /// <summary>By alias; an account's id is one of its aliases.</summary>
    public FrozenDictionary<string, Account> AccountsByAlias { get; }

    /// <summary>By key.</summary>
    public FrozenDictionary<string, Meter> Meters { get; }

    /// <summary>By event type, each list in order of the meters' keys.</summary>
    public FrozenDictionary<string, ImmutableArray<Meter>> MetersByEventType { get; }

    /// <summary>By type.</summary>
    public FrozenDictionary<string, EventType> EventTypes { get; }

    /// <summary>The highest version of each mapping, by key.</summary>
    public FrozenDictionary<string, SourceMapping> SourceMappings { get; }

    /// <summary>By key and version.</summary>
    public FrozenDictionary<(string Key, int Version), PricePlan> Plans { get; }

    /// <summary>By id.</summary>
    public FrozenDictionary<string, Subscription> Subscriptions { get; }

    /// <summary>By account, each list in order of their start.</summary>
    public FrozenDictionary<string, ImmutableArray<Subscription>> SubscriptionsByAccount { get; }

    /// <summary>The versions of each jurisdiction's table, rising.</summary>
    public FrozenDictionary<string, ImmutableArray<TaxTable>> TaxTables { get; }

    /// <summary>The versions of each legal entity's posting rules, rising.</summary>
    public FrozenDictionary<string, ImmutableArray<PostingRuleSet>> PostingRuleSets { get; }

    /// <summary>The rates of each pair of currencies, by day.</summary>
    public FrozenDictionary<(string From, string To), ImmutableArray<ExchangeRate>> ExchangeRates { get; }

    /// <summary>By key.</summary>
    public FrozenDictionary<string, Coupon> Coupons { get; }

    /// <summary>By subscription, each list in the order in which they were recorded.</summary>
    public FrozenDictionary<string, ImmutableArray<Amendment>> AmendmentsBySubscription { get; }

    /// <summary>The tax table of a jurisdiction in force at an instant: the highest version that is effective by then; null when there is none.</summary>
    public TaxTable? TaxTableAt(string jurisdiction, DateTimeOffset instant) =>
        TaxTables.GetValueOrDefault(jurisdiction, []).LastOrDefault(table => table.EffectiveFrom is null || table.EffectiveFrom <= instant);

    /// <summary>True when a plan has a rate card for the product.</summary>
    public bool Sells(string product) => Documents.Plans.Any(plan => plan.RateCards.Any(card => card.Product == product));

    /// <summary>The rate of a pair of currencies on a day: the latest one up to then; null when there is none.</summary>
    public ExchangeRate? RateAt(string from, string to, DateOnly date) =>
        ExchangeRates.GetValueOrDefault((from, to), []).LastOrDefault(rate => rate.Date <= date);
}
