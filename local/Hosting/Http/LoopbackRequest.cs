using System.Net;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>Tells requests that began on this machine from those that only arrive from it.</summary>
internal static class LoopbackRequest
{
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"];

    /// <summary>
    /// True for a caller on this machine: not a page of another site that makes a browser reach for this port (a foreign Host or Origin
    /// header), and not somebody behind a proxy that runs here.
    /// </summary>
    public static bool Is(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        var origin = context.Request.Headers.Origin.ToString();
        return (address is null || IPAddress.IsLoopback(address))
            && IsLoopbackName(context.Request.Host.Host)
            && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var site) && site.IsLoopback))
            && !Array.Exists(Forwarding, context.Request.Headers.ContainsKey);
    }

    private static bool IsLoopbackName(string host) =>
        host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
