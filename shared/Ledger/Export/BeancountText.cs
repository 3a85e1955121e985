using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Ledger;

/// <summary>A journal for beancount, on the same accounts and memorandum accounts as the one for hledger.</summary>
internal sealed class BeancountText(LegalEntity entity, ExportAccounts accounts) : IBooksText
{
    public string Begin(BooksRange range, BooksSums sums)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"option \"title\" {Quoted($"Books of {entity.Id} {entity.Name}")}\noption \"operating_currency\" \"{entity.Currency}\"\n\n");
        if ((range.From ?? sums.FirstDay) is not { } first)
        {
            return text.ToString();
        }

        foreach (var currency in sums.CurrenciesUsed)
        {
            text.Append(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd} commodity {currency}\n");
        }

        foreach (var (code, _, account) in accounts.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd} open {Name(code)} {entity.Currency}\n  name: {Quoted(account.Name)}\n");
        }

        foreach (var foreign in sums.Closing.Where(balance => balance.Currency != entity.Currency).GroupBy(balance => balance.Account, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd} open {Memo(foreign.Key)} {string.Join(',', foreign.Select(balance => balance.Currency))}\n");
        }

        if (range.From is { } from && sums.Opening.Any())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{from:yyyy-MM-dd} * \"Opening balances\"\n");
            foreach (var (account, currency, balance) in sums.Opening)
            {
                Line(text, currency == entity.Currency ? Name(account) : Memo(account), balance, currency);
            }
        }

        return text.Append('\n').ToString();
    }

    public string Document(LedgerEntry document)
    {
        var entry = document.Entry;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{entry.AccountingDate:yyyy-MM-dd} * {Quoted(entry.Description)}\n  document-number: {Quoted(document.Reference)}\n  posting-key: {Quoted(entry.PostingKey)}\n  correlation-id: {Quoted(entry.CorrelationId)}\n");
        text.Append(entry.OriginalDate is { } original ? string.Create(CultureInfo.InvariantCulture, $"  original-date: {original:yyyy-MM-dd}\n") : string.Empty);
        text.Append(entry.RulesVersion is { } version ? string.Create(CultureInfo.InvariantCulture, $"  rules-version: {version}\n") : string.Empty);
        foreach (var line in entry.Lines)
        {
            Line(text, Name(line.Account), line.Debit - line.Credit, entry.Currency);
            Meta(text, "party", line.Party);
            Meta(text, "product", line.Product);
            foreach (var (dimension, value) in line.Dimensions ?? ImmutableSortedDictionary<string, string>.Empty)
            {
                Meta(text, $"dimension-{new string([.. dimension.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')])}", value);
            }

            if (line.Transaction is { Amount: not 0m } amount)
            {
                Line(text, Memo(line.Account), amount.Amount, amount.Currency);
                text.Append(CultureInfo.InvariantCulture, $"    rate: {amount.Rate}\n");
            }
        }

        return text.Append('\n').ToString();
    }

    public string End(BooksRange range, BooksSums sums)
    {
        var text = new StringBuilder();
        if ((range.To ?? sums.LastDay ?? range.From) is { } last)
        {
            // A balance is that of the morning, so it is asserted on the next day; without a tolerance, because a cent is a break.
            foreach (var (account, currency, balance) in sums.Closing)
            {
                text.Append(CultureInfo.InvariantCulture, $"{last.AddDays(1):yyyy-MM-dd} balance {(currency == entity.Currency ? Name(account) : Memo(account))}  {Number(balance, currency)} ~ 0 {currency}\n");
            }
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n; end, {sums.Documents} documents\n").ToString();
    }

    private static void Line(StringBuilder text, string account, decimal amount, string currency) =>
        text.Append(CultureInfo.InvariantCulture, $"  {account,-40}  {Number(amount, currency)} {currency}\n");

    private static void Meta(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {name}: {Quoted(value)}\n");
        }
    }

    private static string Number(decimal amount, string currency) => amount.ToString($"F{Currencies.Decimals(currency)}", CultureInfo.InvariantCulture);

    private string Name(string code) => $"{Root(accounts.TypeOf(code))}:{accounts.NameOf(code)}";

    private string Memo(string code) => $"Equity:Foreign:{accounts.NameOf(code)}";

    private static string Root(AccountType type) => type switch
    {
        AccountType.Asset => "Assets",
        AccountType.Liability => "Liabilities",
        AccountType.Equity => "Equity",
        AccountType.Revenue => "Income",
        _ => "Expenses",
    };

    private static string Quoted(string text) => $"\"{PrintableText.Of(text, 2000).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
