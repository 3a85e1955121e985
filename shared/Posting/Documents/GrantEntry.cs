using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Posting;

/// <summary>
/// Books a grant of prepaid credit: what was paid, or given, against what is owed in service. Without it an invoice that draws the credit
/// would take from the liability what never came into it.
/// </summary>
public static class GrantEntry
{
    /// <summary>The grant's entry.</summary>
    public static JournalEntry Of(string accountId, CreditGrant grant, BookingTerms terms)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(terms);
        var rules = terms.Rules.Rules;
        var lines = new EntryLines(terms, grant.Currency);
        lines.Add(grant.Funding == GrantFunding.Paid ? rules.Bank : rules.Discounts, grant.Amount);
        lines.Add(rules.PrepaidCredits, -grant.Amount, party: accountId);
        return new JournalEntry(
            PostingKeys.Grant(accountId, grant.Id), terms.Entity.Id, terms.AccountingDate, terms.Entity.Currency, $"Prepaid credit {grant.Id} of {accountId}", lines.ToLines(), terms.Rules.Version);
    }
}
