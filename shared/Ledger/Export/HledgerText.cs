using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Ledger;

/// <summary>
/// A journal for hledger. Each account is kept in the books' currency; what a document moves in another one stands beside it on a memorandum
/// account, so that both are declared, balanced and asserted.
/// </summary>
internal sealed class HledgerText(LegalEntity entity, ExportAccounts accounts) : IBooksText
{
    public string Begin(BooksRange range, BooksSums sums)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"; Books of {entity.Id} {Plain(entity.Name)} in {entity.Currency}, from {Day(range.From, "the beginning")} to {Day(range.To, "the end")}\n\n");
        foreach (var currency in sums.CurrenciesUsed)
        {
            var decimals = Currencies.Decimals(currency);
            text.Append(CultureInfo.InvariantCulture, $"commodity 1000.{new string('0', decimals)} {currency}\n");
        }

        text.Append('\n');
        foreach (var (code, _, account) in accounts.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"account {Name(code)}  ; {Plain(account.Name)}, type: {Letter(accounts.TypeOf(code))}\n");
        }

        foreach (var code in sums.Closing.Where(balance => balance.Currency != entity.Currency).Select(balance => balance.Account).Distinct(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"account {Memo(code)}  ; amounts of {Name(code)} in other currencies, type: E\n");
        }

        text.Append('\n');
        if (range.From is { } from && sums.Opening.Any())
        {
            text.Append(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} Opening balances\n");
            foreach (var (account, currency, balance) in sums.Opening)
            {
                Line(text, currency == entity.Currency ? Name(account) : Memo(account), balance, currency);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    public string Document(LedgerEntry document)
    {
        var entry = document.Entry;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{entry.AccountingDate:yyyy-MM-dd} ({Plain(document.Reference)}) {Plain(entry.Description)}  ; posting-key: {Tag(entry.PostingKey)}, correlation-id: {Tag(entry.CorrelationId)}");
        text.Append(entry.OriginalDate is { } original ? string.Create(CultureInfo.InvariantCulture, $", original-date: {original:yyyy-MM-dd}") : string.Empty);
        text.Append(entry.RulesVersion is { } version ? string.Create(CultureInfo.InvariantCulture, $", rules-version: {version}") : string.Empty).Append('\n');
        foreach (var line in entry.Lines)
        {
            Line(text, Name(line.Account), line.Debit - line.Credit, entry.Currency, TagsOf(line));
            if (line.Transaction is { Amount: not 0m } amount)
            {
                Line(text, Memo(line.Account), amount.Amount, amount.Currency, string.Create(CultureInfo.InvariantCulture, $"rate: {amount.Rate}"));
            }
        }

        return text.Append('\n').ToString();
    }

    public string End(BooksRange range, BooksSums sums)
    {
        var text = new StringBuilder();
        if ((range.To ?? sums.LastDay ?? range.From) is { } last && sums.Closing.Any())
        {
            // On the last day and last in the file: asserted after everything else of that day.
            text.Append(CultureInfo.InvariantCulture, $"{last:yyyy-MM-dd} Closing balances\n");
            foreach (var (account, currency, balance) in sums.Closing)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {(currency == entity.Currency ? Name(account) : Memo(account)),-40}  {Amount(0m, currency)} = {Amount(balance, currency)}\n");
            }

            text.Append('\n');
        }

        return text.Append(CultureInfo.InvariantCulture, $"; end, {sums.Documents} documents\n").ToString();
    }

    private static void Line(StringBuilder text, string account, decimal amount, string currency, string? tags = null)
    {
        text.Append(CultureInfo.InvariantCulture, $"    {account,-40}  {Amount(amount, currency)}");
        text.Append(string.IsNullOrEmpty(tags) ? "\n" : $"  ; {tags}\n");
    }

    private static string TagsOf(JournalLine line)
    {
        var tags = new List<string>();
        Add("party", line.Party);
        Add("product", line.Product);
        foreach (var (dimension, value) in line.Dimensions ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            Add($"dimension-{dimension}", value);
        }

        return string.Join(", ", tags);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                tags.Add($"{new string([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' ? letter : '-')])}: {Tag(value)}");
            }
        }
    }

    private static string Amount(decimal amount, string currency) => string.Create(CultureInfo.InvariantCulture, $"{amount.ToString($"F{Currencies.Decimals(currency)}", CultureInfo.InvariantCulture)} {currency}");

    private string Name(string code) => $"{Root(accounts.TypeOf(code))}:{accounts.NameOf(code)}";

    private string Memo(string code) => $"equity:foreign:{accounts.NameOf(code)}";

    private static string Root(AccountType type) => type switch
    {
        AccountType.Asset => "assets",
        AccountType.Liability => "liabilities",
        AccountType.Equity => "equity",
        AccountType.Revenue => "revenues",
        _ => "expenses",
    };

    private static char Letter(AccountType type) => type switch
    {
        AccountType.Asset => 'A',
        AccountType.Liability => 'L',
        AccountType.Equity => 'E',
        AccountType.Revenue => 'R',
        _ => 'X',
    };

    private static string Day(DateOnly? day, string open) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? open;

    // One line, and nothing that would begin a comment or end a code.
    private static string Plain(string text) => PrintableText.Of(text, 2000).Replace(';', ',').Replace('(', '[').Replace(')', ']');

    // A tag's value ends at a comma.
    private static string Tag(string text) => Plain(text).Replace(',', '_');
}
