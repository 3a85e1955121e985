using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Ledger;

/// <summary>One row a journal line (RFC 4180), between the opening and the closing balances; the first column says which it is.</summary>
internal sealed class CsvText(LegalEntity entity, ExportAccounts accounts) : IBooksText
{
    private static readonly string[] Columns =
        ["kind", "document", "date", "originalDate", "postingKey", "description", "line", "account", "accountName", "debit", "credit", "currency",
        "transactionAmount", "transactionCurrency", "rate", "party", "product", "dimensions", "invoiceLines", "rulesVersion", "correlationId"];

    public string Begin(BooksRange range, BooksSums sums)
    {
        var text = new StringBuilder(string.Join(',', Columns)).Append("\r\n");
        Balances(text, "opening", range.From, sums.Opening);
        return text.ToString();
    }

    public string Document(LedgerEntry document)
    {
        var entry = document.Entry;
        var text = new StringBuilder();
        foreach (var (line, number) in entry.Lines.Select((line, at) => (line, at + 1)))
        {
            Row(
                text, "line", Text(document.Reference), Day(entry.AccountingDate), Day(entry.OriginalDate), Text(entry.PostingKey), Text(entry.Description),
                number.ToString(CultureInfo.InvariantCulture), Text(line.Account), Text(accounts.TitleOf(line.Account)), Amount(line.Debit), Amount(line.Credit), entry.Currency,
                line.Transaction is { } transaction ? Amount(transaction.Amount) : string.Empty, line.Transaction?.Currency ?? string.Empty,
                line.Transaction is { } rated ? Amount(rated.Rate) : string.Empty, Text(line.Party), Text(line.Product),
                Text(string.Join(';', (line.Dimensions ?? ImmutableSortedDictionary<string, string>.Empty).Select(pair => $"{pair.Key}={pair.Value}"))),
                string.Join(' ', line.InvoiceLines.IsDefault ? [] : line.InvoiceLines), entry.RulesVersion?.ToString(CultureInfo.InvariantCulture) ?? string.Empty, Text(entry.CorrelationId));
        }

        return text.ToString();
    }

    public string End(BooksRange range, BooksSums sums)
    {
        var text = new StringBuilder();
        Balances(text, "closing", range.To ?? sums.LastDay ?? range.From, sums.Closing);
        return text.ToString();
    }

    private void Balances(StringBuilder text, string kind, DateOnly? day, IEnumerable<(string Account, string Currency, decimal Balance)> balances)
    {
        foreach (var (account, currency, balance) in balances)
        {
            var own = currency == entity.Currency;
            Row(
                text, kind, string.Empty, Day(day), string.Empty, string.Empty, string.Empty, string.Empty, Text(account), Text(accounts.TitleOf(account)),
                own ? Amount(Math.Max(balance, 0m)) : string.Empty, own ? Amount(Math.Max(-balance, 0m)) : string.Empty, entity.Currency,
                own ? string.Empty : Amount(balance), own ? string.Empty : currency, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty);
        }
    }

    private static void Row(StringBuilder text, params ReadOnlySpan<string> fields)
    {
        for (var at = 0; at < fields.Length; at++)
        {
            text.Append(at == 0 ? string.Empty : ",").Append(fields[at]);
        }

        text.Append("\r\n");
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Amount(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    // A text that a spreadsheet would run as a formula is kept from being one.
    private static string Text(string? value)
    {
        var plain = PrintableText.Of(value, 2000);
        var safe = plain is ['=' or '+' or '-' or '@', ..] ? $"'{plain}" : plain;
        return safe.AsSpan().IndexOfAny(',', '"') < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
