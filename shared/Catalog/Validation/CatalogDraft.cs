using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>The catalog as it would be with the documents stored: what references are looked up in.</summary>
internal sealed class CatalogDraft(CatalogDocuments documents, CatalogSnapshot stored)
{
    private readonly Dictionary<string, LegalEntity> legalEntities = Index(documents.LegalEntities, entity => entity.Id);
    private readonly Dictionary<string, Account> accounts = Index(documents.Accounts, account => account.Id);
    private readonly Dictionary<string, EventType> eventTypes = Index(documents.EventTypes, type => type.Type);
    private readonly Dictionary<string, Meter> meters = Index(documents.Meters, meter => meter.Key);
    private readonly Dictionary<(string Key, int Version), PricePlan> plans = Index(documents.Plans, plan => (plan.Key, plan.Version));

    private readonly Dictionary<string, Coupon> coupons = Index(documents.Coupons, coupon => coupon.Key);
    private readonly Lazy<HashSet<string>> products = new(() => [.. documents.Plans.Concat(stored.Documents.Plans).SelectMany(plan => plan.RateCards).Select(card => card.Product)]);

    private readonly Dictionary<string, Subscription> subscriptions = Index(documents.Subscriptions, subscription => subscription.Id);

    public CatalogDocuments Documents => documents;

    public CatalogSnapshot Stored => stored;

    public LegalEntity? LegalEntity(string id) => legalEntities.GetValueOrDefault(id) ?? stored.LegalEntities.GetValueOrDefault(id);

    public Account? Account(string id) => accounts.GetValueOrDefault(id) ?? stored.Accounts.GetValueOrDefault(id);

    public EventType? EventType(string type) => eventTypes.GetValueOrDefault(type) ?? stored.EventTypes.GetValueOrDefault(type);

    public Meter? Meter(string key) => meters.GetValueOrDefault(key) ?? stored.Meters.GetValueOrDefault(key);

    public PricePlan? Plan(string key, int version) => plans.GetValueOrDefault((key, version)) ?? stored.Plans.GetValueOrDefault((key, version));

    /// <summary>The subscription's amendments, those of the documents included.</summary>
    public IEnumerable<Amendment> Amendments(string subscriptionId)
    {
        var incoming = documents.Amendments.Where(amendment => amendment.SubscriptionId == subscriptionId).ToList();
        var ids = incoming.Select(amendment => amendment.Id).ToHashSet(StringComparer.Ordinal);
        return stored.AmendmentsBySubscription.GetValueOrDefault(subscriptionId, []).Where(amendment => !ids.Contains(amendment.Id)).Concat(incoming);
    }

    public Subscription? Subscription(string id) => subscriptions.GetValueOrDefault(id) ?? stored.Subscriptions.GetValueOrDefault(id);

    public Coupon? Coupon(string key) => coupons.GetValueOrDefault(key) ?? stored.Coupons.GetValueOrDefault(key);

    /// <summary>True when a plan has a rate card for the product.</summary>
    public bool Sells(string product) => products.Value.Contains(product);

    /// <summary>True when amounts can be converted at some rate, of the pair or of its opposite.</summary>
    public bool Converts(string from, string to) =>
        stored.ExchangeRates.ContainsKey((from, to)) || stored.ExchangeRates.ContainsKey((to, from))
        || documents.ExchangeRates.Any(rate => (rate.From, rate.To) == (from, to) || (rate.From, rate.To) == (to, from));

    /// <summary>True when the documents replace the stored account.</summary>
    public bool Replaces(Account account) => accounts.ContainsKey(account.Id);

    // The last one wins: that a key comes twice is an issue of its own.
    private static Dictionary<TKey, T> Index<TKey, T>(ImmutableArray<T> documents, Func<T, TKey> key)
        where TKey : notnull
    {
        var index = new Dictionary<TKey, T>(documents.Length);
        foreach (var document in documents)
        {
            index[key(document)] = document;
        }

        return index;
    }
}
