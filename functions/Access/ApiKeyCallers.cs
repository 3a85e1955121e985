using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace RevenueFunctions.Functions.Access;

/// <summary>Callers with an API key in the header x-api-key. The keys are read once, at the start.</summary>
public sealed class ApiKeyCallers(IOptions<ApiKeyOptions> options) : ICallerSource
{
    /// <summary>The header that carries the key.</summary>
    public const string Header = "x-api-key";

    private readonly List<(SecretDigest Digest, Caller Caller)> known =
    [
        .. options.Value.Keys.Select(key => (
            ApiKeyRules.DigestOf(key.Value)!, new Caller($"key:{key.Key}", ApiKeyRules.RolesOf(key.Value)!, ApiKeyRules.AccountsOf(key.Value)) { Grant = $"ApiKeys:{key.Key}:Roles says what it may do." })),
    ];

    /// <inheritdoc/>
    public string Remedy => known.Count > 0
        ? $"Send an API key in the header '{Header}'."
        : "No API key is configured: set ApiKeys:{name}:Hash to the SHA-256 of a key and ApiKeys:{name}:Roles to what it may do.";

    /// <inheritdoc/>
    public string? Challenge => "ApiKey";

    /// <inheritdoc/>
    public ValueTask<CallerFinding> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValueTask.FromResult<CallerFinding>(
            known.Count == 0 || request.Headers[Header].Count == 0 ? new CallerFinding.None()
            : Find(request) is { } caller ? new CallerFinding.Known(caller)
            : new CallerFinding.Unknown());
    }

    /// <summary>The caller whose key the request carries; null when it carries none that is known.</summary>
    public Caller? Find(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers[Header] is [{ } key] ? Find(SecretDigest.Of(key)) : null;
    }

    // Every key is compared, so that the time taken does not tell how far down the list one was found.
    private Caller? Find(SecretDigest presented)
    {
        Caller? found = null;
        foreach (var (digest, caller) in known)
        {
            found = digest.Matches(presented) ? caller : found;
        }

        return found;
    }
}
