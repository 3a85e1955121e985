namespace RevenueFunctions.Tests.Harness;

/// <summary>What a <see cref="TableProxy"/> does with a request.</summary>
public enum TableFaultKind
{
    /// <summary>Passes it on, and its answer back.</summary>
    None,

    /// <summary>Answers it itself; the service never sees it.</summary>
    Refused,

    /// <summary>Cuts the connection; the service never sees it.</summary>
    CutBefore,

    /// <summary>Lets the service do it, and cuts the connection in place of the answer.</summary>
    CutAfter,

    /// <summary>Answers never.</summary>
    Held,
}

/// <summary>One planned fault.</summary>
public sealed record TableFault(TableFaultKind Kind, int Status = 0, string Code = "", int? RetryAfterSeconds = null)
{
    /// <summary>The request passes.</summary>
    public static TableFault None { get; } = new(TableFaultKind.None);

    /// <summary>The connection breaks before the service has the request.</summary>
    public static TableFault CutBefore { get; } = new(TableFaultKind.CutBefore);

    /// <summary>The connection breaks after the service did what it was asked.</summary>
    public static TableFault CutAfter { get; } = new(TableFaultKind.CutAfter);

    /// <summary>No answer comes.</summary>
    public static TableFault Held { get; } = new(TableFaultKind.Held);

    /// <summary>The service is busy, as Tables say it.</summary>
    public static TableFault Busy(int? retryAfterSeconds = null) => new(TableFaultKind.Refused, 503, "ServerBusy", retryAfterSeconds);

    /// <summary>Too many requests, as gateways say it.</summary>
    public static TableFault TooMany(int? retryAfterSeconds = null) => new(TableFaultKind.Refused, 429, "TooManyRequests", retryAfterSeconds);

    /// <summary>An answer with this status and error code.</summary>
    public static TableFault Refused(int status, string code) => new(TableFaultKind.Refused, status, code);
}
