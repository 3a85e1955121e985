namespace RevenueFunctions.Catalog;

/// <summary>What a version of posting rules must fulfil.</summary>
internal static class PostingRuleSetRules
{
    public static void Check(string path, PostingRuleSet rules, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Require(draft.LegalEntity(rules.LegalEntityId) is not null, $"{path}.legalEntityId", "unknown-legal-entity",
            $"No legal entity '{CatalogIssues.Shown(rules.LegalEntityId)}' is in the catalog.", "Add the legal entity, in the same request or before.");
        issues.Range($"{path}.version", rules.Version, 1, 999_999);
        issues.Require(rules.EffectiveFrom.Year is >= 1970 and < 9000, $"{path}.effectiveFrom", "out-of-range", "The rules begin out of range.", "Send a date from 1970 on.");
        foreach (var issue in rules.Rules.Validate($"{path}.rules"))
        {
            issues.Add(issue.Path, issue.Code, issue.Message, issue.Remedy);
        }

        issues.Immutable(path, $"Version {rules.Version} of the posting rules of '{CatalogIssues.Shown(rules.LegalEntityId)}'",
            draft.Stored.PostingRuleSets.GetValueOrDefault(rules.LegalEntityId, []).FirstOrDefault(one => one.Version == rules.Version), rules);
    }
}
