using System.Collections.Immutable;
using System.Text.Json;
using RevenueFunctions.Validation;

namespace RevenueFunctions.Catalog;

/// <summary>A kind of configuration that sets amounts, and so changes by versions with an author and an approver.</summary>
public abstract class GovernedKind
{
    private protected GovernedKind(string name, string what) => (Name, What) = (name, what);

    /// <summary>Every governed kind.</summary>
    public static ImmutableArray<GovernedKind> All { get; } =
    [
        new GovernedKind<Meter>("meters", "meter", catalog => catalog.Meters, meter => new CatalogDocuments { Meters = [meter] }, meter => meter.Key),
        new GovernedKind<PricePlan>("plans", "price plan", catalog => catalog.Plans, plan => new CatalogDocuments { Plans = [plan] }, plan => plan.Key)
        {
            VersionOf = plan => plan.Version,
            DateOf = plan => plan.EffectiveFrom,
        },
        new GovernedKind<SourceMapping>(
            "source-mappings", "source mapping", catalog => catalog.SourceMappings, mapping => new CatalogDocuments { SourceMappings = [mapping] }, mapping => mapping.Key)
        {
            VersionOf = mapping => mapping.Version,
        },
        new GovernedKind<TaxTable>("tax-tables", "tax table", catalog => catalog.TaxTables, table => new CatalogDocuments { TaxTables = [table] }, table => table.Jurisdiction)
        {
            KeyMember = "jurisdiction",
            VersionOf = table => table.Version,
            DateOf = table => table.EffectiveFrom is { } from ? DateOnly.FromDateTime(from.DateTime) : null,
        },
        new GovernedKind<PostingRuleSet>(
            "posting-rules", "set of posting rules", catalog => catalog.PostingRuleSets, rules => new CatalogDocuments { PostingRuleSets = [rules] }, rules => rules.LegalEntityId)
        {
            KeyMember = "legalEntityId",
            VersionOf = rules => rules.Version,
            DateOf = rules => rules.EffectiveFrom,
        },
        new GovernedKind<Coupon>("coupons", "coupon", catalog => catalog.Coupons, coupon => new CatalogDocuments { Coupons = [coupon] }, coupon => coupon.Key),
    ];

    /// <summary>Its name in routes, such as "plans".</summary>
    public string Name { get; }

    /// <summary>One of it, as a person says it.</summary>
    public string What { get; }

    /// <summary>Whether its documents carry their version; those of other kinds are counted as they are written.</summary>
    internal abstract bool IsVersioned { get; }

    /// <summary>The kind of this name, or null.</summary>
    public static GovernedKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The governed documents of a set.</summary>
    internal static IEnumerable<GovernedDocument> AllOf(CatalogDocuments documents) => All.SelectMany(kind => kind.Of(documents));

    /// <summary>The documents of this kind in a set.</summary>
    internal abstract IEnumerable<GovernedDocument> Of(CatalogDocuments documents);

    /// <summary>A document read from what its author sent, with its key and version filled in; or what is wrong with it.</summary>
    internal abstract (CatalogDocuments? Documents, ValidationIssue? Issue) Read(JsonElement sent, string key, int version);

    /// <summary>True when the document says nothing else than the other one, apart from its version.</summary>
    internal abstract bool IsSame(CatalogDocuments wanted, JsonElement stored);
}
