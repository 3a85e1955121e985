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

        if (entry.Lines.FirstOrDefault(line => line.Debit < 0m || line.Credit < 0m || !IsOneSide(line)) is { } odd)
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

        if (Currency(entry) is { } wrong)
        {
            return wrong;
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

    // A cent of a weak currency may be worth nothing in the books' currency: then both sides are zero and only the transaction amount is not.
    private static bool IsOneSide(JournalLine line) =>
        line.Debit == 0m ? line.Credit != 0m || line.Transaction is { Amount: not 0m } : line.Credit == 0m;

    /// <summary>The transaction amounts: of known currencies, on the side of their line, in balance currency by currency.</summary>
    private static ErpPostResult.Rejected? Currency(JournalEntry entry)
    {
        var lines = entry.Lines.Where(line => line.Transaction is not null).Select(line => (line.Account, Booked: line.Debit - line.Credit, Amount: line.Transaction!)).ToList();
        if (lines.Find(line => line.Amount.Currency == entry.Currency || !Currencies.IsKnown(line.Amount.Currency) || line.Amount.Rate <= 0m) is { Amount: not null } unknown)
        {
            return new("transaction-currency", $"A line on {unknown.Account} has an amount in {unknown.Amount.Currency} at {unknown.Amount.Rate}: send another currency than the books', and the rate.");
        }

        if (lines.Find(line => line.Booked * line.Amount.Amount < 0m) is { Amount: not null } turned)
        {
            return new("transaction-side", $"A line on {turned.Account} is on one side in {entry.Currency} and on the other in {turned.Amount.Currency}.");
        }

        if (lines.Find(line => decimal.Round(line.Amount.Amount, Currencies.Decimals(line.Amount.Currency)) != line.Amount.Amount) is { Amount: not null } fine)
        {
            return new("below-minor-unit", $"A line on {fine.Account} has more decimals than {fine.Amount.Currency}.");
        }

        return lines.GroupBy(line => line.Amount.Currency, StringComparer.Ordinal).FirstOrDefault(currency => currency.Sum(line => line.Amount.Amount) != 0m) is { } open
            ? new("unbalanced-currency", $"The amounts in {open.Key} differ by {open.Sum(line => line.Amount.Amount)}.")
            : null;
    }
}
