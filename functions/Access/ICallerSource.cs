using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Functions.Access;

/// <summary>
/// The port through which one kind of credential is recognised. All sources look at a request: each credential in it has to be good, and
/// all of them have to name the same caller.
/// </summary>
public interface ICallerSource
{
    /// <summary>What a caller has to do to be known here; shown to those who are not.</summary>
    string Remedy { get; }

    /// <summary>The challenge of this kind of credential for WWW-Authenticate; null when there is none to send.</summary>
    string? Challenge { get; }

    /// <summary>Whom the request's credential names.</summary>
    /// <exception cref="IdentityProviderUnavailableException">Nobody can say now.</exception>
    ValueTask<CallerFinding> FindAsync(HttpRequest request, CancellationToken cancellationToken);
}
