using System.Text.Json;
using RevenueFunctions.Local.Demo.Workload;

namespace RevenueFunctions.Local.Demo.Focus;

/// <summary>Sends the rows as they are: JSON objects of the file's columns, every value text, read by the source mapping.</summary>
internal static class FocusWorkload
{
    private const int RowsARequest = 50;

    /// <summary>The requests, in the order of the file.</summary>
    public static IEnumerable<WireRequest> Of(FocusFile file)
    {
        foreach (var rows in file.Rows.Chunk(RowsARequest))
        {
            yield return new ProducerOutbox(rows[0]["SubAccountId"]).HubEvent(JsonSerializer.SerializeToUtf8Bytes(rows), FocusCatalog.Mapping, rows.Length);
        }
    }
}
