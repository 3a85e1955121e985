using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RevenueFunctions.Functions.Access.Entra;

/// <summary>
/// Callers whom App Service authentication let in: it checks the sign-in and says in a header who it was. Only in front of this very app, on
/// the platform, does it also remove the header from what callers send; anywhere else it is forged input.
/// </summary>
internal sealed class AppServiceCallers(IConfiguration configuration, IOptions<EntraOptions> options) : ICallerSource
{
    /// <summary>The header in which it says who it was.</summary>
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    private const int MostCharacters = 64 * 1024;
    private static readonly JsonSerializerOptions Json = new() { MaxDepth = 8, AllowDuplicateProperties = false };
    private readonly EntraOptions options = options.Value;

    /// <summary>Set by the platform: the one where it stands in front of the app, the other where the app runs on the platform at all.</summary>
    private readonly bool isInFront =
        string.Equals(configuration["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(configuration["WEBSITE_SITE_NAME"]);

    /// <inheritdoc/>
    public string Remedy => string.Empty;

    /// <inheritdoc/>
    public string? Challenge => null;

    /// <inheritdoc/>
    public ValueTask<CallerFinding> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValueTask.FromResult(Find(request));
    }

    private CallerFinding Find(HttpRequest request)
    {
        var sent = request.Headers[Header];
        if (sent.Count == 0)
        {
            return new CallerFinding.None();
        }

        if (!isInFront)
        {
            return Refuse("App Service authentication is not in front of this app, so the caller must have written it.");
        }

        // It lets the token through that it checked, and here that is checked as well: what the header says of it is not needed.
        if (EntraCallers.HasToken(request))
        {
            return new CallerFinding.None();
        }

        if (!options.IsConfigured)
        {
            return Refuse("Set Entra:TenantId and Entra:Audience, by which it is judged.");
        }

        if (sent is not [{ Length: <= MostCharacters } text] || Read(text) is not { } principal)
        {
            return Refuse("It is not what App Service authentication sends.");
        }

        if (principal.Provider != "aad")
        {
            return Refuse("The caller signed in with another provider than Entra ID.");
        }

        var claims = principal.Claims!.Select(claim => (claim.Type!, claim.Value!)).ToList();
        if (!claims.Any(claim => claim.Item1 == "aud" && EntraCallers.Audiences(options.Audience!).Contains(claim.Item2, StringComparer.Ordinal)))
        {
            return Refuse("The sign-in was made for another application than that of Entra:Audience, or does not say for which.");
        }

        var (caller, wrong) = new EntraClaims(claims, options).Judge();
        return caller is null ? Refuse(wrong!) : new CallerFinding.Known(caller);
    }

    private static CallerFinding.Unknown Refuse(string wrong) => new($"The header {Header} is not accepted. {wrong}");

    private static Principal? Read(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return null;
        }

        try
        {
            var principal = JsonSerializer.Deserialize<Principal>(bytes.AsSpan(0, length), Json);
            return principal?.Claims?.TrueForAll(claim => claim is { Type: not null, Value: not null }) == true ? principal : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Principal(
        [property: JsonPropertyName("auth_typ")] string? Provider,
        [property: JsonPropertyName("claims")] List<Entry>? Claims);

    private sealed record Entry(
        [property: JsonPropertyName("typ")] string? Type,
        [property: JsonPropertyName("val")] string? Value);
}
