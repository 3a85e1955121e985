using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RevenueFunctions.Catalog;

/// <summary>A set of catalog documents: the content of a catalog file, and of the whole catalog.</summary>
public sealed record CatalogDocuments
{
    /// <summary>Legal entities.</summary>
    public ImmutableArray<LegalEntity> LegalEntities { get; init; } = [];

    /// <summary>Accounts with their aliases.</summary>
    public ImmutableArray<Account> Accounts { get; init; } = [];

    /// <summary>Event types with their schemas.</summary>
    public ImmutableArray<EventType> EventTypes { get; init; } = [];

    /// <summary>Meters.</summary>
    public ImmutableArray<Meter> Meters { get; init; } = [];

    /// <summary>Source mappings.</summary>
    public ImmutableArray<SourceMapping> SourceMappings { get; init; } = [];

    /// <summary>Price plans.</summary>
    public ImmutableArray<PricePlan> Plans { get; init; } = [];

    /// <summary>Subscriptions.</summary>
    public ImmutableArray<Subscription> Subscriptions { get; init; } = [];

    /// <summary>Tax tables.</summary>
    public ImmutableArray<TaxTable> TaxTables { get; init; } = [];

    /// <summary>Posting rules of legal entities, by version.</summary>
    public ImmutableArray<PostingRuleSet> PostingRuleSets { get; init; } = [];

    /// <summary>Exchange rates.</summary>
    public ImmutableArray<ExchangeRate> ExchangeRates { get; init; } = [];

    /// <summary>Coupons.</summary>
    public ImmutableArray<Coupon> Coupons { get; init; } = [];

    /// <summary>Amendments of subscriptions.</summary>
    public ImmutableArray<Amendment> Amendments { get; init; } = [];

    /// <summary>How many documents there are.</summary>
    [JsonIgnore]
    public int Count => LegalEntities.Length + Accounts.Length + EventTypes.Length + Meters.Length
        + SourceMappings.Length + Plans.Length + Subscriptions.Length + TaxTables.Length
        + PostingRuleSets.Length + ExchangeRates.Length + Coupons.Length + Amendments.Length;

    /// <summary>The documents of several sets, in order.</summary>
    public static CatalogDocuments Union(IReadOnlyCollection<CatalogDocuments> sets) => new()
    {
        LegalEntities = [.. sets.SelectMany(set => set.LegalEntities)],
        Accounts = [.. sets.SelectMany(set => set.Accounts)],
        EventTypes = [.. sets.SelectMany(set => set.EventTypes)],
        Meters = [.. sets.SelectMany(set => set.Meters)],
        SourceMappings = [.. sets.SelectMany(set => set.SourceMappings)],
        Plans = [.. sets.SelectMany(set => set.Plans)],
        Subscriptions = [.. sets.SelectMany(set => set.Subscriptions)],
        TaxTables = [.. sets.SelectMany(set => set.TaxTables)],
        PostingRuleSets = [.. sets.SelectMany(set => set.PostingRuleSets)],
        ExchangeRates = [.. sets.SelectMany(set => set.ExchangeRates)],
        Coupons = [.. sets.SelectMany(set => set.Coupons)],
        Amendments = [.. sets.SelectMany(set => set.Amendments)],
    };
}
