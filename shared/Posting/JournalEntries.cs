using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Posting;

/// <summary>Makes journal entries by the entity's posting rules. Pure: the same invoice gives the same entry, to the byte.</summary>
public static class JournalEntries
{
    /// <summary>The posting key of an invoice's entry.</summary>
    public static string KeyOf(string invoiceId) => $"invoice:{invoiceId}";

    /// <summary>The posting key of the entry that reverses another.</summary>
    public static string ReversalKeyOf(string postingKey) => $"reversal:{postingKey}";

    /// <summary>
    /// The entry of an issued invoice, or null when the invoice moves nothing: an invoice of zero without a line other than zero has
    /// no entry, because a ledger refuses lines of zero. Its number still counts in the series.
    /// </summary>
    public static JournalEntry? ForInvoice(Invoice invoice, LegalEntity entity, DateOnly accountingDate)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(entity);
        var rules = entity.PostingRules ?? PostingRules.Standard;
        var lines = ImmutableArray.CreateBuilder<JournalLine>();
        Add(lines, rules.Receivable, invoice.Total, party: invoice.AccountId);
        foreach (var product in invoice.Lines.GroupBy(line => line.Product, StringComparer.Ordinal).OrderBy(lines => lines.Key, StringComparer.Ordinal))
        {
            Add(lines, rules.RevenueOf(product.Key), -product.Sum(line => line.Amount), product: product.Key, invoiceLines: [.. product.Select(line => line.Number).Order()]);
        }

        Add(lines, rules.TaxPayable, -invoice.Taxes.Sum(tax => tax.Amount));

        // Whatever the total does not explain by its lines and taxes is shown on its own account instead of inside another figure.
        Add(lines, rules.RoundingDifference, invoice.Lines.Sum(line => line.Amount) + invoice.Taxes.Sum(tax => tax.Amount) - invoice.Total);
        return lines.Count == 0
            ? null
            : new JournalEntry(KeyOf(invoice.Id), invoice.LegalEntityId, accountingDate, invoice.Currency, $"Invoice {invoice.Number}", lines.ToImmutable());
    }

    /// <summary>The mirror entry that cancels a posted one.</summary>
    public static JournalEntry Reversal(JournalEntry entry, DateOnly accountingDate, string reason)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry with
        {
            PostingKey = ReversalKeyOf(entry.PostingKey),
            AccountingDate = accountingDate,
            Description = $"Reversal of {entry.Description}: {reason}",
            Lines = [.. entry.Lines.Select(line => line with { Debit = line.Credit, Credit = line.Debit })],
        };
    }

    /// <summary>
    /// A hash of the entry's content, 64 hex digits. Two entries under one posting key must have the same one. Amounts are compared by
    /// value: 12.5 and 12.50 are the same money.
    /// </summary>
    public static string Fingerprint(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var text = new StringBuilder();
        Append(text, entry.PostingKey, entry.LegalEntityId, entry.AccountingDate.ToString("O", CultureInfo.InvariantCulture), entry.Currency, entry.Description);
        foreach (var line in entry.Lines.IsDefault ? [] : entry.Lines)
        {
            Append(text, line.Account, Plain(line.Debit), Plain(line.Credit), line.Party ?? string.Empty, line.Product ?? string.Empty);
            Append(text, string.Join(',', line.InvoiceLines.IsDefault ? [] : line.InvoiceLines));
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(
        ImmutableArray<JournalLine>.Builder lines, string account, decimal debit, string? party = null, string? product = null, ImmutableArray<int> invoiceLines = default)
    {
        if (debit != 0m)
        {
            lines.Add(new JournalLine(account, Math.Max(debit, 0m), Math.Max(-debit, 0m), party, product, invoiceLines));
        }
    }

    private static string Plain(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);

    // Each field is preceded by its length, so that no two entries can run into the same text.
    private static void Append(StringBuilder text, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"{field.Length}:{field};");
        }
    }
}
