using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace RevenueFunctions.Functions.Access.Entra;

/// <summary>Callers with an access token of the Entra ID tenant as a bearer token.</summary>
internal sealed class EntraCallers(IOptions<EntraOptions> options, EntraKeys keys, TimeProvider clock) : ICallerSource
{
    private const string Scheme = "Bearer";

    /// <summary>Entra ID's own are of 1 to 4 KiB; with headers of more than 16 KiB together no request comes through here anyway.</summary>
    private const int MostCharacters = 12 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>What Entra ID signs with. Never 'none', and never a secret: the public key is public, and would be the secret.</summary>
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly EntraOptions options = options.Value;
    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = MostCharacters };

    /// <inheritdoc/>
    public string Remedy => options.IsConfigured ? $"Send an access token of Entra ID for {options.Audience} in the header 'Authorization: Bearer'." : "Tokens of Entra ID are taken with Entra:TenantId and Entra:Audience set.";

    /// <inheritdoc/>
    public string? Challenge => options.IsConfigured ? Scheme : null;

    /// <inheritdoc/>
    public async ValueTask<CallerFinding> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var sent = request.Headers.Authorization;
        return !options.IsConfigured || !HasToken(request) ? new CallerFinding.None()
            : sent is not [{ } only] ? Refuse("The request has more than one header 'Authorization'.")
            : await JudgeAsync(only[Scheme.Length..].Trim(), cancellationToken);
    }

    /// <summary>Whether the request has a bearer token, of whatever worth.</summary>
    public static bool HasToken(HttpRequest request) => request.Headers.Authorization.Any(IsBearer);

    private static bool IsBearer(string? value) =>
        value?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true && (value.Length == Scheme.Length || value[Scheme.Length] == ' ');

    // The description is a quoted string: it holds our words only, nothing of the token.
    private static CallerFinding.Unknown Refuse(string wrong) =>
        new($"The bearer token is not accepted. {wrong}", $"{Scheme} error=\"invalid_token\", error_description=\"{wrong}\"");

    private async ValueTask<CallerFinding> JudgeAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length > MostCharacters)
        {
            return Refuse("It is longer than any token of Entra ID.");
        }

        if (Read(text) is not { } token)
        {
            return Refuse("It is no JSON web token.");
        }

        if (WrongShape(token) is { } wrong)
        {
            return Refuse(wrong);
        }

        var metadata = await keys.FindAsync(token.Kid, cancellationToken);
        var result = await handler.ValidateTokenAsync(token, Parameters(metadata));
        if (!result.IsValid)
        {
            return Refuse(Name(result.Exception));
        }

        if (WrongTime(token) is { } when)
        {
            return Refuse(when);
        }

        var (caller, unknown) = new EntraClaims(token.Claims.Select(claim => (claim.Type, claim.Value)), options).Judge();
        return caller is null ? Refuse(unknown!) : new CallerFinding.Known(caller);
    }

    private static JsonWebToken? Read(string text)
    {
        try
        {
            return text.Split('.').Length == 3 ? new JsonWebToken(text) : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException or FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static string? WrongShape(JsonWebToken token) => token switch
    {
        _ when !Algorithms.Contains(token.Alg, StringComparer.Ordinal) => "It is not signed with one of RS256, RS384 and RS512.",
        _ when string.IsNullOrEmpty(token.Kid) => "It does not name the key that signed it (kid).",
        _ when token.TryGetHeaderValue<object>("crit", out _) => "It has critical headers, which nobody here understands (crit).",

        // An ID token tells an application who signed in. It has the same audience, issuer and roles, and is no permission to call anything.
        _ when !token.TryGetPayloadValue<string>("azp", out _) && !token.TryGetPayloadValue<string>("appid", out _) => "It is no access token: it names no application (azp, appid).",
        _ => null,
    };

    private string? WrongTime(JsonWebToken token)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return token switch
        {
            _ when !token.TryGetPayloadValue<long>("exp", out _) => "It has no expiry (exp).",
            _ when token.ValidTo + Skew <= now => "It has expired (exp): ask for a new one.",
            _ when token.ValidFrom - Skew > now && token.TryGetPayloadValue<long>("nbf", out _) => "It is not valid yet (nbf).",
            _ => null,
        };
    }

    private TokenValidationParameters Parameters(OpenIdConnectConfiguration metadata) => new()
    {
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = metadata.SigningKeys,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,

        // The form of version 2 tokens, as the metadata says it, and that of version 1: which one comes is a property of the app registration.
        ValidIssuers = [metadata.Issuer, $"https://sts.windows.net/{options.TenantId}/"],
        ValidAudiences = Audiences(options.Audience!),

        // By our own clock, see WrongTime.
        ValidateLifetime = false,
    };

    /// <summary>Version 1 tokens name the application id URI, version 2 tokens the client id: in the usual api://{client id}, one says both.</summary>
    public static IReadOnlyList<string> Audiences(string audience)
    {
        const string Prefix = "api://";
        return audience.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Guid.TryParse(audience[Prefix.Length..], out _) ? [audience, audience[Prefix.Length..]]
            : Guid.TryParse(audience, out _) ? [audience, Prefix + audience]
            : [audience];
    }

    private static string Name(Exception failure) => failure switch
    {
        SecurityTokenSignatureKeyNotFoundException => "It is signed with a key that the tenant does not publish (kid).",
        SecurityTokenInvalidSignatureException => "Its signature is wrong.",
        SecurityTokenInvalidIssuerException => "It comes from another issuer than the tenant of Entra:TenantId (iss).",
        SecurityTokenInvalidAudienceException => "It is made for somebody else than this API (aud): ask for one with the audience of Entra:Audience.",
        SecurityTokenInvalidAlgorithmException => "It is not signed with one of RS256, RS384 and RS512.",
        _ => "It cannot be validated.",
    };
}
