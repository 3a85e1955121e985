using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RevenueFunctions.Invoicing;

namespace RevenueFunctions.Posting;

/// <summary>Makes journal entries by the entity's posting rules. Pure: the same invoice gives the same entry, to the byte.</summary>
public static class JournalEntries
{
    /// <summary>The posting key of an invoice's entry.</summary>
    public static string KeyOf(string invoiceId) => PostingKeys.Invoice(invoiceId);

    /// <summary>The posting key of the entry that reverses another.</summary>
    public static string ReversalKeyOf(string postingKey) => PostingKeys.Reversal(postingKey);

    /// <summary>
    /// The entry of an issued invoice, or null when the invoice moves nothing: an invoice of zero without a line other than zero has
    /// no entry, because a ledger refuses lines of zero. Its number still counts in the series.
    /// </summary>
    public static JournalEntry? ForInvoice(Invoice invoice, BookingTerms terms)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(terms);
        return InvoiceEntry.Of(invoice, terms);
    }

    /// <summary>The mirror entry that cancels a posted one.</summary>
    public static JournalEntry Reversal(JournalEntry entry, DateOnly accountingDate, string reason)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Mirror(entry, ReversalKeyOf(entry.PostingKey), accountingDate, $"Reversal of {entry.Description}: {reason}");
    }

    /// <summary>An entry with debits and credits exchanged, under another key.</summary>
    public static JournalEntry Mirror(JournalEntry entry, string postingKey, DateOnly accountingDate, string description)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry with
        {
            PostingKey = postingKey,
            AccountingDate = accountingDate,
            OriginalDate = null,
            Description = description,
            Lines = [.. entry.Lines.Select(line => line with
            {
                Debit = line.Credit,
                Credit = line.Debit,
                Transaction = line.Transaction is { } amount ? amount with { Amount = -amount.Amount } : null,
            })],
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
        Append(text, entry.PostingKey, entry.LegalEntityId, Day(entry.AccountingDate), entry.Currency, entry.Description);
        if (entry.OriginalDate is { } original)
        {
            Append(text, "original", Day(original));
        }

        foreach (var line in entry.Lines.IsDefault ? [] : entry.Lines)
        {
            Append(text, line.Account, Plain(line.Debit), Plain(line.Credit), line.Party ?? string.Empty, line.Product ?? string.Empty);
            Append(text, string.Join(',', line.InvoiceLines.IsDefault ? [] : line.InvoiceLines));

            // Only where there is one: entries that were stored before these were known keep the hash they were stored with.
            if (line.Transaction is { } transaction)
            {
                Append(text, "transaction", Plain(transaction.Amount), transaction.Currency, Plain(transaction.Rate));
            }

            foreach (var (dimension, value) in line.Dimensions ?? ImmutableSortedDictionary<string, string>.Empty)
            {
                Append(text, "dimension", dimension, value);
            }
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Day(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

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
