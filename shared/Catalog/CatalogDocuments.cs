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

    /// <summary>How many documents there are.</summary>
    [JsonIgnore]
    public int Count => LegalEntities.Length + Accounts.Length + EventTypes.Length + Meters.Length
        + SourceMappings.Length + Plans.Length + Subscriptions.Length + TaxTables.Length;
}
