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
        await foreach (var row in store.ScanAsync(AuditTable.Table, AuditTable.Partition, AuditTable.Entries, cancellationToken))
        {
            Add(verification, () => row.Read<AuditEntry>());
        }

        verification.End(await store.ReadAsync<AuditHead>(AuditTable.Table, AuditTable.Partition, AuditTable.HeadRow, cancellationToken));
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
