using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Functions.Access;

/// <summary>
/// The port through which one kind of credential is recognised. The sources are asked in the order in which they are registered; the
/// first that finds its kind of credential in the request decides.
/// </summary>
public interface ICallerSource
{
    /// <summary>What a caller has to do to be known here; shown to those who are not.</summary>
    string Remedy { get; }

    /// <summary>Whom the request's credential names.</summary>
    ValueTask<CallerFinding> FindAsync(HttpRequest request, CancellationToken cancellationToken);
}
