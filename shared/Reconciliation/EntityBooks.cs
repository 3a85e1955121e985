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
    public IEnumerable<string> MissingOf(SettledInvoice settled)
    {
        var key = PostingKeys.Invoice(settled.Invoice.Id);
        string[] keys = settled.IsReversed ? [key, PostingKeys.Reversal(key)] : [key];
        return keys.Concat(settled.Keys).Where(one => !byKey.ContainsKey(one));
    }

    /// <summary>True when no document was read under the key.</summary>
    public bool IsUnread(string postingKey) => !byKey.ContainsKey(postingKey);

    public void Take(string what, IEnumerable<ReconciliationBreak> found)
    {
        Compared[what]++;
        Found.AddRange(found);
    }

    /// <summary>An issued invoice against its document, one that a saga took back against the reversal of that, and its notes and payments against theirs.</summary>
    public void Compare(SettledInvoice settled)
    {
        var invoice = settled.Invoice;
        Take("invoices", LedgerComparison.Totals(invoice));
        var key = PostingKeys.Invoice(invoice.Id);
        var reversalKey = PostingKeys.Reversal(key);
        string[] keys = [key, reversalKey, .. settled.Keys];
        expectedKeys.UnionWith(keys);
        var issuedAt = invoice.IssuedAt!.Value;
        var documents = byKey.GetValueOrDefault(key, []);
        var expected = ExpectedEntry.Of(catalog, entity, invoice, documents.FirstOrDefault()?.Entry);

        // An invoice credited before it reached the books needs no document; one that did needs its reversal.
        var mustStand = invoice.State == InvoiceState.Posted || (invoice.State == InvoiceState.Credited && invoice.PostingReference is not null) || (invoice.State == InvoiceState.Issued && issuedAt < settledBefore);
        if (documents.Count > 0 || mustStand)
        {
            Found.AddRange(LedgerComparison.Document(InvoiceSummary.Of(invoice), expected, documents));
        }

        if (settled.Notes.FirstOrDefault(note => note.IsReversed) is { } note && note.IssuedAt < settledBefore && documents.Count > 0 && !byKey.ContainsKey(reversalKey))
        {
            Found.Add(new(BreakKind.PostingMissing, $"credit:{invoice.Id}", $"credit note: {note.Number}", "books: no reversal",
                "The invoice was credited and its document still stands in the books."));
        }

        Found.AddRange(SettlementComparison.Documents(settled));
        Found.AddRange(SettlementComparison.Books(
            settled, keys.Where(byKey.ContainsKey).ToDictionary(one => one, one => byKey[one][0], StringComparer.Ordinal), ReceivableOf, settledBefore));
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

    private string ReceivableOf(JournalEntry entry) => RulesInForce.Of(catalog, entity, entry.RulesVersion, entry.OriginalDate ?? entry.AccountingDate).Rules.Receivable;

    private static string Text(string side, decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{side}: {amount}");
}
