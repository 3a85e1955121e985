using Microsoft.Extensions.Logging;

namespace RevenueFunctions.Functions.Access;

/// <summary>What the gate logs: never a credential, and no text of the caller's that could forge a line.</summary>
public sealed partial class ApiGate
{
    [LoggerMessage(3301, LogLevel.Warning, "A caller without a known credential asked for {Operation}. {Reason}")]
    private partial void LogUnknown(string operation, string reason);

    [LoggerMessage(3302, LogLevel.Warning, "{Subject} may not call {Operation}, which needs the role {Role}")]
    private partial void LogForbidden(string subject, string operation, Role role);

    [LoggerMessage(3303, LogLevel.Warning, "{Operation} met an outage")]
    private partial void LogOutage(string operation, Exception failure);
}
