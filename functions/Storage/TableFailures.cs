using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Storage;

namespace RevenueFunctions.Functions.Storage;

/// <summary>The one place that says what a failed request to Tables means: a conflict, a missing table, an outage, or a bug.</summary>
internal static class TableFailures
{
    /// <summary>A condition of the batch that did not hold, and the change it belongs to; null when the failure is another one.</summary>
    public static CommitResult? Conflict(RequestFailedException failure)
    {
        var conflict = failure switch
        {
            { Status: 409 } when failure.ErrorCode == TableErrorCode.EntityAlreadyExists => CommitConflict.AlreadyExists,
            { Status: 412 } => CommitConflict.VersionMismatch,
            { Status: 404 } when !IsTableMissing(failure) => CommitConflict.NotFound,
            _ => CommitConflict.None,
        };
        return conflict == CommitConflict.None
            ? null
            : CommitResult.Failed(conflict, (failure as TableTransactionFailedException)?.FailedTransactionActionIndex ?? 0);
    }

    public static bool IsTableMissing(RequestFailedException failure) => failure.ErrorCode == TableErrorCode.TableNotFound;

    /// <summary>
    /// The failure as an outage, or null when it is a bug. A task that was cancelled although nobody cancelled it is the client's own time-out.
    /// </summary>
    public static StorageUnavailableException? Outage(Exception failure, Uri account, CancellationToken cancellationToken) => failure switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        OperationCanceledException or IOException or TimeoutException => Unreachable(failure, account),

        // The client gives the failures of all its attempts when they were of different kinds.
        AggregateException { InnerExceptions: [.., var last] } => Outage(last, account, cancellationToken),
        _ when AzureAccess.Diagnose(failure, $"Table storage at {account}", "Storage Table Data Contributor", "TableStorage") is { } refusal =>
            new StorageUnavailableException(refusal, failure),
        _ when AzureAccess.IsTokenOutage(failure) => new StorageUnavailableException($"No token could be had for table storage at {account}: {PrintableText.Of(failure.Message.Split('\n')[0], 200)}", failure),
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => Unreachable(failure, account),
        RequestFailedException refused when refused.ErrorCode == TableErrorCode.TableBeingDeleted => new StorageUnavailableException(
            $"A table at {account} is being deleted; Azure lets it be created again some minutes later.", failure),
        _ => null,
    };

    private static StorageUnavailableException Unreachable(Exception failure, Uri account) =>
        new($"Table storage at {account} does not answer, or is throttled: {PrintableText.Of(failure.Message.Split('\n')[0], 200)}", failure);
}
