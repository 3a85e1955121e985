using System.Collections.Concurrent;
using System.Text;
using RevenueFunctions.Catalog;

namespace RevenueFunctions.Ingest;

/// <summary>The catalog compiled for ingest: found by bytes, built on first use, thrown away with its snapshot.</summary>
internal sealed class IngestCatalog
{
    private readonly ConcurrentDictionary<byte[], TypeRoute> types = new(Utf8Comparer.Instance);
    private readonly ConcurrentDictionary<byte[], TypeRoute>.AlternateLookup<ReadOnlySpan<byte>> typesBySlice;
    private readonly ConcurrentDictionary<byte[], AccountRoute> aliases = new(Utf8Comparer.Instance);
    private readonly ConcurrentDictionary<byte[], AccountRoute>.AlternateLookup<ReadOnlySpan<byte>> aliasesBySlice;
    private readonly ConcurrentDictionary<string, AccountRoute> accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MappingPlan> mappings = new(StringComparer.Ordinal);

    public IngestCatalog(CatalogSnapshot snapshot)
    {
        Snapshot = snapshot;
        typesBySlice = types.GetAlternateLookup<ReadOnlySpan<byte>>();
        aliasesBySlice = aliases.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (var (key, mapping) in snapshot.SourceMappings)
        {
            mappings[key] = new MappingPlan(mapping);
        }

        Matching = [.. mappings.Values.Where(mapping => mapping.CanMatch).OrderBy(mapping => mapping.Key, StringComparer.Ordinal)];
    }

    public static IngestCatalog Empty { get; } = new(CatalogSnapshot.Empty);

    public CatalogSnapshot Snapshot { get; }

    /// <summary>The mappings that recognise shapes, in order of their keys: the first that matches reads the payload.</summary>
    public IReadOnlyList<MappingPlan> Matching { get; }

    public MappingPlan? Mapping(string key) => mappings.GetValueOrDefault(key);

    public TypeRoute? Type(ReadOnlySpan<byte> type)
    {
        if (typesBySlice.TryGetValue(type, out var route))
        {
            return route;
        }

        var name = Encoding.UTF8.GetString(type);
        var registered = Snapshot.EventTypes.GetValueOrDefault(name);
        var meters = Snapshot.MetersByEventType.GetValueOrDefault(name);
        return registered is null && meters.IsDefault ? null : types.GetOrAdd(type.ToArray(), new TypeRoute(name, registered, meters));
    }

    public AccountRoute? AccountByAlias(ReadOnlySpan<byte> alias)
    {
        if (aliasesBySlice.TryGetValue(alias, out var route))
        {
            return route;
        }

        return Snapshot.AccountsByAlias.TryGetValue(Encoding.UTF8.GetString(alias), out var account)
            ? aliases.GetOrAdd(alias.ToArray(), Account(account))
            : null;
    }

    /// <summary>The one route of an account: periods and series are cached there for all its aliases.</summary>
    public AccountRoute Account(Account account) => accounts.GetOrAdd(account.Id, static (_, state) => new AccountRoute(state.account, state.Snapshot), (account, Snapshot));
}
