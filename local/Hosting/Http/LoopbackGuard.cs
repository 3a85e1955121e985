using System.Net;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>
/// While no key is configured, refuses callers from other machines, and browser pages of other sites that reach for this port (a foreign
/// Host or Origin header): without keys, being on this machine is the only credential there is.
/// </summary>
internal sealed class LoopbackGuard(RequestDelegate next, HostKeys keys)
{
    public Task InvokeAsync(HttpContext context) =>
        keys.AreConfigured || IsLocal(context) ? next(context) : HostProblems.LoopbackOnly().ExecuteAsync(context);

    private static bool IsLocal(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        var origin = context.Request.Headers.Origin.ToString();
        return (address is null || IPAddress.IsLoopback(address))
            && IsLoopbackName(context.Request.Host.Host)
            && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var site) && site.IsLoopback));
    }

    private static bool IsLoopbackName(string host) =>
        host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
