namespace RevenueFunctions.Benchmarks.Overload;

/// <summary>One second of the curve.</summary>
/// <param name="Phase">What went on.</param>
/// <param name="Seconds">How long it was; a busy machine looks late.</param>
/// <param name="Offered">Events a second that producers sent.</param>
/// <param name="Acknowledged">Events a second that were acknowledged.</param>
/// <param name="Ingested">Events a second that got their outcome.</param>
/// <param name="OverShare">Requests a second answered 429.</param>
/// <param name="Saturated">Requests a second answered 503.</param>
/// <param name="BacklogMegabytes">What waits for ingest.</param>
/// <param name="ManagedMegabytes">The managed heap, with what is not collected yet.</param>
/// <param name="ResidentMegabytes">The memory of the process.</param>
/// <param name="Median">Milliseconds to an acknowledgement, median.</param>
/// <param name="Worst">The same, 99th percentile.</param>
/// <param name="Operator">Milliseconds until an operator's question was answered.</param>
internal sealed record OverloadSecond(
    string Phase,
    double Seconds,
    double Offered,
    double Acknowledged,
    double Ingested,
    double OverShare,
    double Saturated,
    double BacklogMegabytes,
    double ManagedMegabytes,
    double ResidentMegabytes,
    double Median,
    double Worst,
    double Operator);
