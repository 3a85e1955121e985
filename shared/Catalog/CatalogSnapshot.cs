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
        TaxTables = documents.TaxTables.ToFrozenDictionary(table => table.Jurisdiction, StringComparer.Ordinal);
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

    /// <summary>By jurisdiction.</summary>
    public FrozenDictionary<string, TaxTable> TaxTables { get; }
}
