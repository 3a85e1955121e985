using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>Each alias belongs to one account, and an account's id is one of its aliases: usage must never have two owners.</summary>
internal static class AliasRules
{
    public static void Check(CatalogDraft draft, CatalogIssues issues)
    {
        // Ids first: an alias never takes the name of an account away from it, whatever the order of the request.
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var account in draft.Documents.Accounts)
        {
            owners.TryAdd(account.Id, account.Id);
        }

        for (var at = 0; at < draft.Documents.Accounts.Length; at++)
        {
            var account = draft.Documents.Accounts[at];
            var path = string.Create(CultureInfo.InvariantCulture, $"accounts[{at}]");
            CheckOwner(account.Id, $"{path}.id", account, owners, draft, issues);
            for (var alias = 0; alias < account.Aliases.Length; alias++)
            {
                CheckOwner(account.Aliases[alias], string.Create(CultureInfo.InvariantCulture, $"{path}.aliases[{alias}]"), account, owners, draft, issues);
            }
        }
    }

    private static void CheckOwner(
        string alias, string path, Account account, Dictionary<string, string> owners, CatalogDraft draft, CatalogIssues issues)
    {
        const string Code = "alias-taken";
        const string Remedy = "Take the alias off that account in the same request, or choose another one.";
        if (!owners.TryAdd(alias, account.Id) && owners[alias] != account.Id)
        {
            issues.Add(path, Code, $"'{CatalogIssues.Shown(alias)}' also names account '{CatalogIssues.Shown(owners[alias])}' in the request.", Remedy);
        }
        else if (draft.Stored.AccountsByAlias.TryGetValue(alias, out var stored) && !draft.Replaces(stored))
        {
            issues.Conflict(path, Code, $"'{CatalogIssues.Shown(alias)}' already names account '{CatalogIssues.Shown(stored.Id)}'.", Remedy);
        }
    }
}
