using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace RevenueFunctions.Functions.Access.Entra;

/// <summary>
/// The tenant's metadata with the keys that sign its tokens, read when first needed, every twelve hours, and when a token names a key that
/// is not known yet. The library's own cache refreshes in the background by the system's clock: the first callers after a key was rolled
/// over would be refused with good tokens.
/// </summary>
internal sealed partial class EntraKeys : IDisposable
{
    private const int MostMetadataBytes = 1024 * 1024;
    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(12);

    /// <summary>Stale keys are better than a closed door, but a key that was withdrawn must not live for ever.</summary>
    private static readonly TimeSpan UsableFor = TimeSpan.FromDays(1);

    /// <summary>Anybody can send a token with a key of their own invention: that may cost the provider a request a minute, and no more.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>After a failure it is asked again sooner: until then every caller is turned away.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private readonly HttpClient client;
    private readonly HttpDocumentRetriever documents;
    private readonly string address;
    private readonly TimeProvider clock;
    private readonly ILogger<EntraKeys> logger;
    private volatile Reading? last;
    private DateTimeOffset notBefore = DateTimeOffset.MinValue;
    private volatile Exception? failure;

    public EntraKeys(IOptions<EntraOptions> options, TimeProvider clock, ILogger<EntraKeys> logger)
    {
        (this.clock, this.logger) = (clock, logger);
        var authority = options.Value.Authority;
        address = $"{authority.ToString().TrimEnd('/')}/{options.Value.TenantId}/v2.0/.well-known/openid-configuration";

        // No redirects: keys from elsewhere are not the tenant's.
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = TimeSpan.FromSeconds(10),
            MaxResponseContentBufferSize = MostMetadataBytes,
        };
        documents = new HttpDocumentRetriever(client) { RequireHttps = authority.Scheme == Uri.UriSchemeHttps };
    }

    public void Dispose()
    {
        client.Dispose();
        oneAtATime.Dispose();
    }

    /// <summary>The newest metadata, read again if it does not know the key. What it still does not know then, the tenant does not publish.</summary>
    /// <exception cref="IdentityProviderUnavailableException">It cannot be read, so nobody can say what the key is worth.</exception>
    public async ValueTask<OpenIdConnectConfiguration> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (last is { } known && known.At + FreshFor > clock.GetUtcNow() && known.Has(keyId))
        {
            return known.Metadata;
        }

        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (clock.GetUtcNow() >= notBefore && !(last is { } meanwhile && meanwhile.At + FreshFor > clock.GetUtcNow() && meanwhile.Has(keyId)))
            {
                await ReadAsync();
            }
        }
        finally
        {
            oneAtATime.Release();
        }

        return last is { } found && found.At + UsableFor > clock.GetUtcNow() && (failure is null || found.Has(keyId))
            ? found.Metadata
            : throw new IdentityProviderUnavailableException("The keys of the Entra ID tenant cannot be read, so no token can be checked.", failure);
    }

    // For everybody who waits for it, so not cancelled with the one who happened to start it; the client has a time-out.
    private async Task ReadAsync()
    {
        try
        {
            var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, CancellationToken.None);
            if (metadata.SigningKeys.Count == 0 || string.IsNullOrEmpty(metadata.Issuer))
            {
                throw new InvalidDataException("The metadata names no issuer or no keys.");
            }

            last = new Reading(clock.GetUtcNow(), metadata, metadata.SigningKeys.Select(key => key.KeyId).ToHashSet(StringComparer.Ordinal));
            (failure, notBefore) = (null, clock.GetUtcNow() + Pause);
        }
        catch (Exception away) when (away is IOException or InvalidDataException or InvalidOperationException or ArgumentException or JsonException or HttpRequestException or OperationCanceledException)
        {
            (failure, notBefore) = (away, clock.GetUtcNow() + PauseAfterFailure);
            LogUnavailable(address, away);
        }
    }

    [LoggerMessage(3311, LogLevel.Error, "The identity provider's metadata cannot be read at {Address}")]
    private partial void LogUnavailable(string address, Exception failure);

    private sealed record Reading(DateTimeOffset At, OpenIdConnectConfiguration Metadata, HashSet<string> KeyIds)
    {
        public bool Has(string keyId) => KeyIds.Contains(keyId);
    }
}
