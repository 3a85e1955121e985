namespace RevenueFunctions.Tests.Acceptance.Crashes;

/// <summary>Something a caller wants, sent again until it is answered.</summary>
internal sealed record CrashRequest(CrashRequestKind Kind, string Path, string? Json, string Subject)
{
    public string ContentType => Kind == CrashRequestKind.Usage ? "application/cloudevents-batch+json" : "application/json";
}

internal enum CrashRequestKind
{
    Usage,
    Close,
    Alias,
    Replay,
}
