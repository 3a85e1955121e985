using System.Collections.Immutable;
using System.Globalization;
using RevenueFunctions.Catalog;
using RevenueFunctions.Invoicing;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Reconciliation;

/// <summary>What a run over a legal entity has read so far, and what it found.</summary>
internal sealed class EntityBooks(LegalEntity entity, CatalogSnapshot catalog, DateTimeOffset settledBefore)
{
    private readonly Dictionary<string, List<ErpDocument>> byKey = new(StringComparer.Ordinal);
    private readonly HashSet<string> references = new(StringComparer.Ordinal);
    private readonly HashSet<string> expectedKeys = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, decimal> sums = new(StringComparer.Ordinal);

    public LegalEntity Entity => entity;

    /// <summary>What happened after this instant may still be under way.</summary>
    public DateTimeOffset SettledBefore => settledBefore;

    public List<ReconciliationBreak> Found { get; } = [];

    public SortedDictionary<string, long> Compared { get; } = new(StringComparer.Ordinal) { ["documents"] = 0, ["invoices"] = 0, ["numbers"] = 0 };

    /// <summary>The document read last, in the order of the books.</summary>
    public string? LastReference { get; private set; }

    /// <summary>What the run could not compare: breaks of these kinds keep standing.</summary>
    public IReadOnlyCollection<BreakKind> NotCompared => Compared.ContainsKey("accounts") ? [] : [BreakKind.TrialBalance];

    public void Add(ErpDocument document)
    {
        if (!references.Add(document.Reference))
        {
            // Read on like this, the books would have no end.
            throw new MalformedErpAnswerException($"{document.Reference} is listed twice.");
        }

        Compared["documents"]++;
        LastReference = document.Reference;
        Know(document);
        foreach (var line in document.Entry.Lines)
        {
            sums[line.Account] = sums.GetValueOrDefault(line.Account) + line.Debit - line.Credit;
        }
    }

    /// <summary>Takes a document that was looked up by key; it is counted when it is read in its order.</summary>
    public void Know(ErpDocument document)
    {
        if (!byKey.TryGetValue(document.Entry.PostingKey, out var standing))
        {
            byKey[document.Entry.PostingKey] = standing = [];
        }

        if (standing.All(known => known.Reference != document.Reference))
        {
            standing.Add(document);
        }
    }

    /// <summary>Keys of the documents that the invoice should have and that were not read.</summary>
    public IEnumerable<string> MissingOf(Invoice invoice)
    {
        var key = JournalEntries.KeyOf(invoice.Id);
        string[] keys = invoice.State == InvoiceState.Credited ? [key, JournalEntries.ReversalKeyOf(key)] : [key];
        return keys.Where(one => !byKey.ContainsKey(one));
    }

    /// <summary>True when no document was read under the key.</summary>
    public bool IsUnread(string postingKey) => !byKey.ContainsKey(postingKey);

    public void Take(string what, IEnumerable<ReconciliationBreak> found)
    {
        Compared[what]++;
        Found.AddRange(found);
    }

    /// <summary>An issued invoice against its document, and a credited one against the reversal of that.</summary>
    public void Compare(Invoice invoice)
    {
        Take("invoices", LedgerComparison.Totals(invoice));
        var key = JournalEntries.KeyOf(invoice.Id);
        var reversalKey = JournalEntries.ReversalKeyOf(key);
        expectedKeys.Add(key);
        expectedKeys.Add(reversalKey);
        var issuedAt = invoice.IssuedAt!.Value;
        var documents = byKey.GetValueOrDefault(key, []);
        var expected = ExpectedEntry.Of(catalog, entity, invoice, documents.FirstOrDefault()?.Entry);

        // An invoice credited before it reached the books needs no document; one that did needs its reversal.
        var mustStand = invoice.State == InvoiceState.Posted || (invoice.State == InvoiceState.Issued && issuedAt < settledBefore);
        if (documents.Count > 0 || mustStand)
        {
            Found.AddRange(LedgerComparison.Document(InvoiceSummary.Of(invoice), expected, documents));
        }

        if (invoice.State == InvoiceState.Credited && invoice.CreditNote!.IssuedAt < settledBefore
            && documents.Count > 0 && !byKey.ContainsKey(reversalKey))
        {
            Found.Add(new(BreakKind.PostingMissing, $"credit:{invoice.Id}", $"credit note: {invoice.CreditNote.Number}", "books: no reversal",
                "The invoice was credited and its document still stands in the books."));
        }
    }

    /// <summary>An entry of another document than an invoice against what the books have under its key.</summary>
    public void Compare(StandingEntry standing)
    {
        Compared["standing"] = Compared.GetValueOrDefault("standing") + 1;
        expectedKeys.Add(standing.Entry.PostingKey);
        var documents = byKey.GetValueOrDefault(standing.Entry.PostingKey, []);
        if (documents.Count > 0 || standing.RecordedAt < settledBefore)
        {
            Found.AddRange(LedgerComparison.Document(standing.Entry.PostingKey, standing.Entry, documents));
        }
    }

    /// <summary>Documents that belong to no invoice and to no other document.</summary>
    public void CompareDocuments()
    {
        foreach (var (key, documents) in byKey.Where(pair => !expectedKeys.Contains(pair.Key)))
        {
            Found.Add(new(BreakKind.PostingUnknown, key, "invoice: none", $"books: {string.Join(", ", documents.Select(document => document.Reference))}",
                "A document in the books belongs to no invoice and to no other document."));
        }
    }

    /// <summary>Balances against the sum of the documents; debits against credits.</summary>
    public void CompareBalances(ImmutableArray<AccountBalance> balances)
    {
        Compared["accounts"] = balances.Length;
        var kept = balances.ToDictionary(balance => balance.Account, balance => balance.Balance, StringComparer.Ordinal);
        foreach (var account in kept.Keys.Union(sums.Keys, StringComparer.Ordinal).Where(account => kept.GetValueOrDefault(account) != sums.GetValueOrDefault(account)))
        {
            Found.Add(new(BreakKind.TrialBalance, $"{entity.Id}:{account}", Text("balance", kept.GetValueOrDefault(account)), Text("documents", sums.GetValueOrDefault(account)),
                $"The balance of {account} differs from the sum of its documents."));
        }

        var (debit, credit) = (balances.Sum(balance => balance.Debit), balances.Sum(balance => balance.Credit));
        if (debit != credit)
        {
            Found.Add(new(BreakKind.TrialBalance, entity.Id, Text("debit", debit), Text("credit", credit), "The books do not balance."));
        }
    }

    private static string Text(string side, decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{side}: {amount}");
}
