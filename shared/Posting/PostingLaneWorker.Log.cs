using Microsoft.Extensions.Logging;

namespace RevenueFunctions.Posting;

/// <summary>What the worker logs.</summary>
public sealed partial class PostingLaneWorker
{
    [LoggerMessage(3001, LogLevel.Information, "Posting {PostingKey} of {LegalEntityId} is {State}: {Detail}")]
    private partial void LogSettled(string legalEntityId, string postingKey, LaneEntryState state, string detail);

    [LoggerMessage(3002, LogLevel.Warning, "Posting {PostingKey} of {LegalEntityId}: no answer at attempt {Attempt}, the outcome is unknown")]
    private partial void LogUnknown(string legalEntityId, string postingKey, int attempt);

    [LoggerMessage(3003, LogLevel.Warning, "The ERP of {LegalEntityId} is away at posting {PostingKey} (outage {Failures} in a row), next try at {RetryAt}: {Reason}")]
    private partial void LogBackOff(string legalEntityId, string postingKey, int failures, DateTimeOffset retryAt, string reason);

    [LoggerMessage(3004, LogLevel.Error, "The connector failed on posting {PostingKey} of {LegalEntityId}; its lane is blocked")]
    private partial void LogParked(string legalEntityId, string postingKey, Exception failure);

    [LoggerMessage(3005, LogLevel.Warning, "Posting {PostingKey} of {LegalEntityId}: the lane changed under worker {Owner}, which stops")]
    private partial void LogSuperseded(string legalEntityId, string postingKey, string owner);
}
