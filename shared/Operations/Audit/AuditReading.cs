using System.Text.Json;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Operations;

/// <summary>Reads whole audit logs for their verification, from a store or from an export.</summary>
public static class AuditReading
{
    /// <summary>Verifies the log in a store.</summary>
    /// <param name="store">The store; only read.</param>
    /// <param name="noted">A head that was noted down outside.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<AuditVerification> VerifyAsync(ITableStore store, AuditHead? noted, CancellationToken cancellationToken = default)
    {
        var verification = new AuditVerification(noted);
        var (range, head, hasMore) = (AuditTable.Entries, (AuditHead?)null, true);
        while (hasMore)
        {
            var last = range.From;
            await foreach (var row in store.ScanAsync(AuditTable.Table, AuditTable.Partition, range, cancellationToken))
            {
                Add(verification, () => row.Read<AuditEntry>());
                last = row.Row;
            }

            // On Table storage a scan is no moment in time: what was appended since it ended is read too, or the log would look cut off.
            head = await store.ReadAsync<AuditHead>(AuditTable.Table, AuditTable.Partition, AuditTable.HeadRow, cancellationToken);
            hasMore = last != range.From && head is not null && string.CompareOrdinal(AuditTable.Row(head.Sequence), last) > 0;
            range = range with { From = last + "!" };
        }

        verification.End(head);
        return verification;
    }

    /// <summary>Verifies an export: one entry a line, oldest first.</summary>
    /// <param name="lines">The export.</param>
    /// <param name="noted">A head that was noted down outside: without one, a tail that was cut off an export cannot be missed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<AuditVerification> VerifyAsync(TextReader lines, AuditHead? noted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var verification = new AuditVerification(noted);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                Add(verification, () => JsonSerializer.Deserialize<AuditEntry>(line, FabricJson.Options) ?? throw new JsonException("The line is null."));
            }
        }

        verification.End();
        return verification;
    }

    private static void Add(AuditVerification verification, Func<AuditEntry> read)
    {
        try
        {
            verification.Add(read());
        }
        catch (JsonException)
        {
            verification.AddUnreadable();
        }
    }
}
