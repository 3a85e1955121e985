using System.Globalization;

namespace RevenueFunctions.Catalog;

/// <summary>What an account must fulfil.</summary>
internal static class AccountRules
{
    private const int AliasesOfOne = 1000;

    public static void Check(string path, Account account, CatalogDraft draft, CatalogIssues issues)
    {
        issues.Id($"{path}.id", account.Id);
        issues.Text($"{path}.name", account.Name);
        issues.Text($"{path}.jurisdiction", account.Jurisdiction, 50);
        issues.Range($"{path}.billingAnchorDay", account.BillingAnchorDay, 1, 31);
        issues.Range($"{path}.shards", account.Shards, 1, 64);
        issues.Range($"{path}.paymentTermDays", account.PaymentTermDays, 0, 365);
        issues.Require(BillingCalendar.IsTimeZone(account.TimeZone), $"{path}.timeZone", "unknown-time-zone",
            $"'{CatalogIssues.Shown(account.TimeZone)}' is no time zone.", "Send an IANA zone, such as \"Europe/Berlin\".");
        issues.Require(draft.LegalEntity(account.LegalEntityId) is not null, $"{path}.legalEntityId", "unknown-legal-entity",
            $"No legal entity '{CatalogIssues.Shown(account.LegalEntityId)}' is in the catalog.", "Add the legal entity, in the same request or before.");
        issues.Require(account.Aliases.Length <= AliasesOfOne, $"{path}.aliases", "too-many", $"The account has {account.Aliases.Length} aliases.",
            $"Keep at most {AliasesOfOne}.");
        for (var at = 0; at < account.Aliases.Length; at++)
        {
            issues.Text(string.Create(CultureInfo.InvariantCulture, $"{path}.aliases[{at}]"), account.Aliases[at]);
        }

        issues.Texts($"{path}.address", account.Address, 10);
        AccountTermsRules.Check(path, account, draft, issues);
        CheckFixed(path, account, draft, issues);
    }

    private static void CheckFixed(string path, Account account, CatalogDraft draft, CatalogIssues issues)
    {
        if (!draft.Stored.Accounts.TryGetValue(account.Id, out var stored))
        {
            return;
        }

        if (stored.LegalEntityId != account.LegalEntityId)
        {
            issues.Conflict($"{path}.legalEntityId", "legal-entity-fixed",
                $"Account '{account.Id}' belongs to '{stored.LegalEntityId}', whose books hold its invoices.", "Open another account with the other legal entity.");
        }

        var isMoved = stored.TimeZone != account.TimeZone || stored.BillingAnchorDay != account.BillingAnchorDay;
        if (isMoved && draft.Stored.SubscriptionsByAccount.ContainsKey(account.Id))
        {
            issues.Conflict($"{path}.billingAnchorDay", "calendar-fixed",
                $"Account '{account.Id}' has subscriptions: its usage is stored by the billing periods of its time zone and anchor day.",
                "Keep both, or end the subscriptions and open another account.");
        }
    }
}
