using System.Net;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Local.Engines.Durable.Http;

/// <summary>Settings of the operator API.</summary>
public sealed record DurableHttpApiOptions
{
    /// <summary>The task hub that management URLs name.</summary>
    /// <value>"local".</value>
    public string TaskHub { get; init; } = "local";

    /// <summary>Decides whether a caller may operate: the host checks the system key here.</summary>
    /// <value>Callers on this machine only.</value>
    public Func<HttpContext, bool> Allow { get; init; } =
        context => context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
}
