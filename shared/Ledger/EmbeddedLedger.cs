using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using RevenueFunctions.Catalog;
using RevenueFunctions.Posting;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Ledger;

/// <summary>
/// The books that the fabric brings along: double entry, gapless document numbers for each legal entity, one document for each posting
/// key, and balances that are kept with each document in one atomic batch, so that a trial balance never scans the journal.
/// </summary>
public sealed class EmbeddedLedger(ITableStore store, FindLegalEntity findLegalEntity, TimeProvider clock, FindChart? findChart = null) : IErpConnector
{
    private readonly LedgerTable table = new(store);

    /// <inheritdoc/>
    public async Task<ErpDocument?> FindAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken) =>
        await FindEntryAsync(legalEntityId, postingKey, cancellationToken) is { } found ? Document(found) : null;

    /// <summary>The ledger's own document under the posting key, or null.</summary>
    public Task<LedgerEntry?> FindEntryAsync(string legalEntityId, string postingKey, CancellationToken cancellationToken = default) =>
        table.FindAsync(legalEntityId, postingKey, cancellationToken);

    /// <inheritdoc/>
    public async Task<ErpPostResult> PostAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var entity = await findLegalEntity(entry.LegalEntityId, cancellationToken);
        if (entity is null)
        {
            return new ErpPostResult.Rejected("unknown-legal-entity", $"No books are kept for '{entry.LegalEntityId}'.");
        }

        var fingerprint = JournalEntries.Fingerprint(entry);
        while (true)
        {
            if (await table.FindAsync(entry.LegalEntityId, entry.PostingKey, cancellationToken) is { } standing)
            {
                return standing.Fingerprint == fingerprint
                    ? new ErpPostResult.Posted(Document(standing))
                    : new ErpPostResult.Rejected("posting-key-conflict", $"{standing.Reference} stands under '{entry.PostingKey}' with other content.");
            }

            var chart = await ChartAsync(entity, cancellationToken);
            if (LedgerRules.Check(entry, entity, chart) is { } rejected)
            {
                return rejected;
            }

            var rows = await table.ReadForAsync(entry, cancellationToken);
            if (rows.Head.OpenFrom is { } openFrom && entry.AccountingDate < openFrom)
            {
                // Judged on the head that the document is appended under: a period cannot be closed between this look and the booking.
                return new ErpPostResult.Rejected(ErpPostResult.PeriodClosed, string.Create(CultureInfo.InvariantCulture, $"The books of {entity.Id} are closed before {openFrom:O}, the entry is dated {entry.AccountingDate:O}."));
            }

            var number = rows.Head.Last + 1;
            var document = new LedgerEntry(number, LedgerTable.ReferenceOf(entry.LegalEntityId, number), entry, fingerprint, clock.GetUtcNow());
            if (await table.AppendAsync(rows, document, Book(entry, rows, chart), cancellationToken))
            {
                return new ErpPostResult.Posted(Document(document));
            }

            // Another document took the number: read the new sums and try again. Each round means that someone else's was booked.
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<AccountBalance>> TrialBalanceAsync(string legalEntityId, CancellationToken cancellationToken) =>
        [.. (await table.AccountsAsync(legalEntityId, cancellationToken)).Select(account => new AccountBalance(account.Code, account.Name, account.Currency, account.Debit, account.Credit, account.Foreign))];

    /// <inheritdoc/>
    public async Task<ErpDocumentPage> ListAsync(string legalEntityId, string? afterReference, int limit, CancellationToken cancellationToken)
    {
        var after = afterReference is null ? 0 : NumberOf(legalEntityId, afterReference)
            ?? throw new ArgumentException($"'{afterReference}' is no reference of {legalEntityId}.", nameof(afterReference));
        var (entries, more) = await table.EntriesAsync(legalEntityId, after, limit, cancellationToken);
        return new ErpDocumentPage([.. entries.Select(Document)], more ? entries[^1].Reference : null);
    }

    /// <summary>
    /// Closes the books for every day before this one, or opens them again when it lies earlier than before (null: altogether). When the task
    /// completes nothing is booked on a closed day any more, whatever was under way.
    /// </summary>
    public async Task OpenFromAsync(string legalEntityId, DateOnly? openFrom, CancellationToken cancellationToken = default)
    {
        while (!await table.TryOpenFromAsync(legalEntityId, openFrom, cancellationToken))
        {
            // A document was booked first; each round means that someone else got on.
        }
    }

    /// <summary>All documents of the entity, in order.</summary>
    public async IAsyncEnumerable<LedgerEntry> ReadAsync(string legalEntityId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var (after, more) = (0L, true); more;)
        {
            (var entries, more) = await table.EntriesAsync(legalEntityId, after, TableLimits.PageRows, cancellationToken);
            foreach (var entry in entries)
            {
                after = entry.Number;
                yield return entry;
            }
        }
    }

    /// <summary>The chart of accounts that the entity's documents may name.</summary>
    public async ValueTask<ImmutableArray<ChartAccount>> ChartAsync(LegalEntity entity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return findChart is null ? (entity.PostingRules ?? PostingRules.Standard).ChartOfAccounts() : await findChart(entity, cancellationToken);
    }

    /// <summary>The number in a reference of the entity's books, or null when it is none.</summary>
    public static long? NumberOf(string legalEntityId, string reference)
    {
        ArgumentNullException.ThrowIfNull(legalEntityId);
        ArgumentNullException.ThrowIfNull(reference);
        return reference.StartsWith(legalEntityId + "-", StringComparison.Ordinal)
            && long.TryParse(reference.AsSpan(legalEntityId.Length + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    /// <summary>Counts all documents again and compares with the running sums: the proof that the balances are exact.</summary>
    public async Task<LedgerRecount> RecountAsync(string legalEntityId, CancellationToken cancellationToken = default)
    {
        var sums = new SortedDictionary<string, (decimal Debit, decimal Credit)>(StringComparer.Ordinal);
        var (documents, expected, complete) = (0L, 1L, true);
        for (var (after, more) = (0L, true); more;)
        {
            (var entries, more) = await table.EntriesAsync(legalEntityId, after, TableLimits.PageRows, cancellationToken);
            foreach (var entry in entries)
            {
                complete &= entry.Number == expected;
                (after, expected, documents) = (entry.Number, entry.Number + 1, documents + 1);
                foreach (var line in entry.Entry.Lines)
                {
                    var sum = sums.GetValueOrDefault(line.Account);
                    sums[line.Account] = (sum.Debit + line.Debit, sum.Credit + line.Credit);
                }
            }
        }

        complete &= documents == await table.LastNumberAsync(legalEntityId, cancellationToken);
        var differences = ImmutableArray.CreateBuilder<BalanceDifference>();
        var kept = (await table.AccountsAsync(legalEntityId, cancellationToken)).ToDictionary(account => account.Code, StringComparer.Ordinal);
        foreach (var code in kept.Keys.Union(sums.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (sum, account) = (sums.GetValueOrDefault(code), kept.GetValueOrDefault(code));
            if (sum.Debit != (account?.Debit ?? 0m) || sum.Credit != (account?.Credit ?? 0m))
            {
                differences.Add(new BalanceDifference(code, account?.Debit ?? 0m, account?.Credit ?? 0m, sum.Debit, sum.Credit));
            }
        }

        return new LedgerRecount(legalEntityId, documents, complete, differences.ToImmutable());
    }

    private static ErpDocument Document(LedgerEntry entry) => new(entry.Reference, entry.Entry, entry.PostedAt);

    private static List<LedgerAccount> Book(JournalEntry entry, LedgerTable.LedgerRows rows, ImmutableArray<ChartAccount> chart) =>
        [.. entry.Lines.GroupBy(line => line.Account, StringComparer.Ordinal).Select(lines =>
        {
            var name = chart.First(account => account.Code == lines.Key).Name;
            var account = rows.Account(lines.Key) ?? new LedgerAccount(lines.Key, name, entry.Currency, 0m, 0m, 0);
            return account with
            {
                Debit = account.Debit + lines.Sum(line => line.Debit),
                Credit = account.Credit + lines.Sum(line => line.Credit),
                Lines = account.Lines + lines.Count(),
                Foreign = Foreign(account.Foreign, lines),
            };
        })];

    private static ImmutableSortedDictionary<string, decimal>? Foreign(ImmutableSortedDictionary<string, decimal>? sums, IEnumerable<JournalLine> lines)
    {
        foreach (var amount in lines.Select(line => line.Transaction).OfType<TransactionAmount>())
        {
            sums ??= ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal);
            sums = sums.SetItem(amount.Currency, sums.GetValueOrDefault(amount.Currency) + amount.Amount);
        }

        return sums;
    }
}
