using RevenueFunctions.Catalog;

namespace RevenueFunctions.Posting;

/// <summary>A version of a legal entity's posting rules.</summary>
/// <param name="Version">Its number; 0 is the entity's own document.</param>
/// <param name="Rules">The rules.</param>
public sealed record RulesInForce(int Version, PostingRules Rules)
{
    /// <summary>The rules that book an accounting date: the highest version that is effective by then.</summary>
    public static RulesInForce At(CatalogSnapshot catalog, LegalEntity entity, DateOnly accountingDate)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(entity);
        return Of(entity, catalog.PostingRuleSets.GetValueOrDefault(entity.Id, []).LastOrDefault(rules => rules.EffectiveFrom <= accountingDate));
    }

    /// <summary>The version that an entry names; those in force on its day when it names none that there is.</summary>
    public static RulesInForce Of(CatalogSnapshot catalog, LegalEntity entity, int? version, DateOnly accountingDate)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(entity);
        var named = catalog.PostingRuleSets.GetValueOrDefault(entity.Id, []).FirstOrDefault(rules => rules.Version == version);
        return named is not null || version == 0 ? Of(entity, named) : At(catalog, entity, accountingDate);
    }

    private static RulesInForce Of(LegalEntity entity, PostingRuleSet? set) =>
        set is null ? new RulesInForce(0, entity.PostingRules ?? PostingRules.Standard) : new RulesInForce(set.Version, set.Rules);
}
