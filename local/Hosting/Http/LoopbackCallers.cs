using Microsoft.AspNetCore.Http;
using RevenueFunctions.Functions.Access;

namespace RevenueFunctions.Local.Hosting.Http;

/// <summary>Callers on this machine may do everything while no key is configured. Only this host knows where a connection begins; Azure does not have it.</summary>
internal sealed class LoopbackCallers(HostCredentials credentials) : ICallerSource
{
    private static readonly CallerFinding.Known Everything = new(new Caller("loopback", Enum.GetValues<Role>().Where(role => role != Role.Anyone)));

    public string Remedy => credentials.AreConfigured ? "Keys are configured, so being on this machine is not enough." : "Without keys only callers on this machine are known.";

    public string? Challenge => null;

    public ValueTask<CallerFinding> FindAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<CallerFinding>(!credentials.AreConfigured && LoopbackRequest.Is(request.HttpContext) ? Everything : new CallerFinding.None());
}
