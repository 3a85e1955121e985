using System.Collections.Concurrent;
using System.Globalization;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Invoicing;

/// <summary>
/// Allots document numbers: gapless for each legal entity and series, one for each document, however often and by however many workers
/// it is asked for. The counter, the number and the document's claim on it change in one atomic batch, so a crash leaves either all
/// of them or none, and no number is ever skipped or given twice.
/// </summary>
public sealed class DocumentNumbers(ITableStore store, TimeProvider clock)
{
    private const string Table = "invoicenumbers";
    private const string CounterRow = "counter";
    private const int Digits = 6;
    private const long MostNumbers = 999_999_999_999;

    // For speed only: workers of one process wait for each other instead of colliding on the counter. Truth is the counter's version.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.Ordinal);

    /// <summary>The number of the document: the one it has, or the next of the series. Null when the document was closed to numbering.</summary>
    public async Task<DocumentNumber?> AllotAsync(
        string legalEntityId, DocumentSeries series, string prefix, string documentId, CancellationToken cancellationToken = default)
    {
        var partition = PartitionOf(legalEntityId, series);
        var gate = gates.GetOrAdd(partition, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await store.GetAsync(Table, partition, ClaimRow(documentId), cancellationToken) is { } claimed)
                {
                    return claimed.Read<Claim>().Number;
                }

                if (await TryAllotAsync(partition, series, prefix, documentId, cancellationToken) is { } allotted)
                {
                    return allotted;
                }

                // Another worker moved the counter or numbered this very document first. Each round that fails here is one that
                // succeeded there, so the loop ends.
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// Closes a document to numbering, before it is dropped: a number allotted to it afterwards would be a gap in the books. False when
    /// it has a number already.
    /// </summary>
    public async Task<bool> CloseAsync(string legalEntityId, DocumentSeries series, string documentId, CancellationToken cancellationToken = default)
    {
        var partition = PartitionOf(legalEntityId, series);
        if (await store.TryInsertAsync(Table, partition, ClaimRow(documentId), new Claim(), cancellationToken))
        {
            return true;
        }

        var claim = await store.ReadAsync<Claim>(Table, partition, ClaimRow(documentId), cancellationToken);
        return claim?.Number is null;
    }

    /// <summary>A page of the numbers of a series, rising: for audit and for the proof that there is no gap.</summary>
    public async Task<(IReadOnlyList<DocumentNumber> Numbers, string? Next)> ListAsync(
        string legalEntityId, DocumentSeries series, int limit, string? continuation, CancellationToken cancellationToken = default)
    {
        var page = await store.QueryAsync(Table, PartitionOf(legalEntityId, series), RowRange.Prefix("number:"), limit, continuation, cancellationToken);
        return ([.. page.Rows.Select(row => row.Read<DocumentNumber>())], page.Continuation);
    }

    /// <summary>The number as printed, or null when the series has none such: what document it is on.</summary>
    public async Task<DocumentNumber?> FindAsync(
        string legalEntityId, DocumentSeries series, string prefix, string number, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(number);
        var text = number.Length > Digits ? number[^Digits..] : number;
        for (var digits = Digits; number.Length > digits && char.IsAsciiDigit(number[^(digits + 1)]); digits++)
        {
            text = number[^(digits + 1)..];
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && sequence is > 0 and <= MostNumbers
            && Format(prefix, series, sequence) == number
            ? await store.ReadAsync<DocumentNumber>(Table, PartitionOf(legalEntityId, series), $"number:{TableKey.Number(sequence)}", cancellationToken)
            : null;
    }

    private async Task<DocumentNumber?> TryAllotAsync(
        string partition, DocumentSeries series, string prefix, string documentId, CancellationToken cancellationToken)
    {
        var counter = await store.GetAsync(Table, partition, CounterRow, cancellationToken);
        var last = counter?.Read<Counter>();
        var sequence = (last?.Last ?? 0) + 1;

        // The clocks of two workers differ; a document dated before the one with the number below it would not stand an audit.
        var now = clock.GetUtcNow();
        var number = new DocumentNumber(Format(prefix, series, sequence), sequence, documentId, last is null || now > last.LastAt ? now : last.LastAt);

        var batch = new TableBatch(Table, partition)
            .Insert(ClaimRow(documentId), FabricJson.Bytes(new Claim(number)))
            .Insert($"number:{TableKey.Number(sequence)}", FabricJson.Bytes(number));
        var next = FabricJson.Bytes(new Counter(sequence, number.AllottedAt));
        batch = counter is null ? batch.Insert(CounterRow, next) : batch.Update(CounterRow, next, counter.Version);
        var result = await store.CommitAsync(batch, cancellationToken);
        return result.IsCommitted ? number : null;
    }

    private static string Format(string prefix, DocumentSeries series, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{(series == DocumentSeries.CreditNote ? "CN-" : string.Empty)}{sequence:D6}");

    private static string PartitionOf(string legalEntityId, DocumentSeries series) =>
        $"{TableKey.Escape(legalEntityId)}:{(series == DocumentSeries.CreditNote ? "creditnotes" : "invoices")}";

    private static string ClaimRow(string documentId) => $"document:{TableKey.Escape(documentId)}";

    private sealed record Counter(long Last, DateTimeOffset LastAt);

    /// <summary>A document's claim on a number; without one it is closed to numbering.</summary>
    private sealed record Claim(DocumentNumber? Number = null);
}
