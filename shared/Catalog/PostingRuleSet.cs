namespace RevenueFunctions.Catalog;

/// <summary>A dated version of a legal entity's posting rules. Never changes once stored; the entity's own rules hold before the first.</summary>
/// <param name="LegalEntityId">Whose rules.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="EffectiveFrom">First accounting date that it books.</param>
/// <param name="Rules">The rules.</param>
public sealed record PostingRuleSet(string LegalEntityId, int Version, DateOnly EffectiveFrom, Posting.PostingRules Rules);
