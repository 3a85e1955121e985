using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>While no key is configured, refuses everybody but callers on this machine: without keys, that is the only credential there is.</summary>
internal sealed class LoopbackGuard(RequestDelegate next, HostCredentials credentials)
{
    public Task InvokeAsync(HttpContext context) =>
        credentials.AreConfigured || LoopbackRequest.Is(context) ? next(context) : HostProblems.LoopbackOnly().ExecuteAsync(context);
}
