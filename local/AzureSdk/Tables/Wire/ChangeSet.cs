using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Wire;

/// <summary>A transaction as the service wants it: one multipart body in another, each part a request of its own without credentials.</summary>
internal static class ChangeSet
{
    /// <summary>
    /// Refuses what the service refuses: nothing to do, and actions on more than one partition. The emulator accepts the second, so what
    /// passes there would fail on Azure; the answer is the service's.
    /// </summary>
    public static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count == 0)
        {
            throw new InvalidOperationException("Transaction contained no operations.");
        }

        for (var at = 1; at < actions.Count; at++)
        {
            if (actions[at].Entity.PartitionKey != actions[0].Entity.PartitionKey)
            {
                var refused = new RequestFailedException(
                    400, $"{at}:All commands in a batch must operate on same entity group.", TableErrorCode.CommandsInBatchActOnDifferentPartitions.ToString(), null);
                refused.Data[TableErrorParser.FailedIndex] = at.ToString(CultureInfo.InvariantCulture);
                throw new TableTransactionFailedException(refused);
            }
        }
    }

    public static ReadOnlyMemory<byte> Write(TableAccess access, string table, IReadOnlyList<TableTransactionAction> actions, out string contentType)
    {
        var (batch, changes) = ($"batch_{Id()}", $"changeset_{Id()}");
        contentType = $"multipart/mixed; boundary={batch}";
        var body = new ArrayBufferWriter<byte>(4096);
        Append(body, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changes}\r\n\r\n");
        foreach (var action in actions)
        {
            Append(body, $"--{changes}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            using var message = Of(access, table, action);
            Append(body, message.Request);
            Append(body, "\r\n");
        }

        Append(body, $"--{changes}--\r\n\r\n--{batch}--\r\n");
        return body.WrittenMemory;
    }

    private static HttpMessage Of(TableAccess access, string table, TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Add => access.Add(table, action.Entity),
        TableTransactionActionType.UpdateReplace => access.Write(table, action.Entity, TableUpdateMode.Replace, action.ETag),
        TableTransactionActionType.UpdateMerge => access.Write(table, action.Entity, TableUpdateMode.Merge, action.ETag),
        TableTransactionActionType.UpsertReplace => access.Write(table, action.Entity, TableUpdateMode.Replace, default),
        TableTransactionActionType.UpsertMerge => access.Write(table, action.Entity, TableUpdateMode.Merge, default),
        TableTransactionActionType.Delete => access.Delete(table, action.Entity.PartitionKey, action.Entity.RowKey, action.ETag),
        _ => throw new InvalidOperationException("Unknown request type."),
    };

    private static void Append(ArrayBufferWriter<byte> body, Request request)
    {
        Append(body, $"{request.Method} {request.Uri.ToUri().AbsoluteUri} HTTP/1.1\r\nHost: {request.Uri.Host}\r\n");
        foreach (var header in request.Headers)
        {
            Append(body, $"{header.Name}: {header.Value}\r\n");
        }

        Append(body, "\r\n");
        if (request.Content is { } content && content.TryComputeLength(out var length))
        {
            using var stream = new MemoryStream((int)length);
            content.WriteTo(stream, default);
            body.Write(stream.GetBuffer().AsSpan(0, (int)length));
        }
    }

    private static void Append(ArrayBufferWriter<byte> body, string text) => Encoding.UTF8.GetBytes(text, body);

    private static Guid Id() => new(RandomNumberGenerator.GetBytes(16));
}
