using System.Collections.Immutable;
using RevenueFunctions.Catalog;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Ledger;

/// <summary>What the ledger refuses. Pure; the first rule that an entry breaks is the answer.</summary>
internal static class LedgerRules
{
    public static ErpPostResult.Rejected? Check(JournalEntry entry, LegalEntity entity, ImmutableArray<ChartAccount> chart)
    {
        if (string.IsNullOrWhiteSpace(entry.PostingKey))
        {
            return new("empty-posting-key", "An entry needs a posting key.");
        }

        if (entry.Currency != entity.Currency)
        {
            return new("currency-mismatch", $"The books of {entity.Id} are kept in {entity.Currency}, the entry is in {entry.Currency}.");
        }

        if (entry.Lines.IsDefaultOrEmpty || entry.Lines.Length < 2)
        {
            return new("too-few-lines", "An entry needs a debit and a credit line.");
        }

        if (entry.Lines.FirstOrDefault(line => line.Debit < 0m || line.Credit < 0m || (line.Debit == 0m) == (line.Credit == 0m)) is { } odd)
        {
            return new("not-one-side", $"A line on {odd.Account} must have either a debit or a credit above zero.");
        }

        if (entry.Lines.FirstOrDefault(line => decimal.Round(line.Debit + line.Credit, Currencies.Decimals(entry.Currency)) != line.Debit + line.Credit) is { } fine)
        {
            return new("below-minor-unit", $"A line on {fine.Account} has more decimals than {entry.Currency}.");
        }

        if (entry.TotalDebit != entry.TotalCredit)
        {
            return new("unbalanced", $"Debits are {entry.TotalDebit}, credits are {entry.TotalCredit}.");
        }

        var accounts = entry.Lines.Select(line => line.Account).Distinct(StringComparer.Ordinal).ToArray();
        if (accounts.Length > LedgerTable.AccountsPerEntry)
        {
            return new("too-many-accounts", $"An entry may touch {LedgerTable.AccountsPerEntry} accounts, this one touches {accounts.Length}.");
        }

        return accounts.FirstOrDefault(code => chart.All(account => account.Code != code)) is { } unknown
            ? new("unknown-account", $"Account {unknown} is not in the chart of {entity.Id}: add it to the entity's posting rules.")
            : null;
    }
}
