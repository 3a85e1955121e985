using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Tests.Harness;

/// <summary>
/// An OpenID provider like the tenant of Entra ID, behind a real Kestrel: it serves its metadata and its public keys, and signs tokens with
/// the private ones, good ones and every bad kind.
/// </summary>
public sealed class EntraTenant : IAsyncDisposable
{
    /// <summary>The tenant.</summary>
    public const string Id = "11111111-2222-3333-4444-555555555555";

    /// <summary>The client id of the API's app registration.</summary>
    public const string Api = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

    private readonly LoopbackApp app;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, RSA> keys;

    private EntraTenant(LoopbackApp app, TimeProvider clock, Dictionary<string, RSA> keys) => (this.app, this.clock, this.keys) = (app, clock, keys);

    /// <summary>Where it serves; for the setting Entra:Authority.</summary>
    public Uri Authority => new(app.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));

    /// <summary>The issuer of its tokens.</summary>
    public string Issuer => $"{Authority.ToString().TrimEnd('/')}/{Id}/v2.0";

    /// <summary>The key that signs now.</summary>
    public string KeyId { get; private set; } = "first";

    /// <summary>Whether it answers; otherwise with status 500.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>How often its metadata was read.</summary>
    public int Reads { get; private set; }

    /// <summary>The settings that make an app believe it.</summary>
    public Dictionary<string, string?> Settings() => new()
    {
        ["Entra:TenantId"] = Id,
        ["Entra:Audience"] = $"api://{Api}",
        ["Entra:Authority"] = Authority.ToString(),
    };

    /// <summary>Starts it with one key.</summary>
    public static async Task<EntraTenant> StartAsync(TimeProvider? clock = null)
    {
        EntraTenant? tenant = null;
        var app = await LoopbackApp.StartAsync(map =>
        {
            map.MapGet($"/{Id}/v2.0/.well-known/openid-configuration", () => tenant!.Answer(tenant.Metadata));
            map.MapGet($"/{Id}/discovery/v2.0/keys", () => tenant!.Answer(tenant.PublicKeys));
        });
        tenant = new EntraTenant(app, clock ?? TimeProvider.System, new() { ["first"] = RSA.Create(2048) });
        return tenant;
    }

    /// <summary>Signs with a new key from now on, and publishes that one alone.</summary>
    public void RollKey(string keyId)
    {
        foreach (var old in keys.Values)
        {
            old.Dispose();
        }

        keys.Clear();
        keys[keyId] = RSA.Create(2048);
        KeyId = keyId;
    }

    /// <summary>The claims of a good access token of a user with app roles, for changing.</summary>
    public JsonObject Claims(string objectId, params string[] roles) => new()
    {
        ["aud"] = Api,
        ["iss"] = Issuer,
        ["iat"] = clock.GetUtcNow().ToUnixTimeSeconds(),
        ["nbf"] = clock.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        ["azp"] = "99999999-0000-0000-0000-000000000000",
        ["oid"] = objectId,
        ["preferred_username"] = "somebody@example.com",
        ["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]),
        ["scp"] = "access",
        ["sub"] = "pairwise-subject",
        ["tid"] = Id,
        ["ver"] = "2.0",
    };

    /// <summary>A good token of a user.</summary>
    public string Token(string objectId, params string[] roles) => Sign(Claims(objectId, roles));

    /// <summary>A token with these claims, signed with the key that signs now; the header may say something else.</summary>
    public string Sign(JsonObject claims, Action<JsonObject>? header = null)
    {
        var text = ToBeSigned(claims, header);
        return $"{text}.{Text(keys[KeyId].SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>Header and claims of a token, to be signed otherwise.</summary>
    public string ToBeSigned(JsonObject claims, Action<JsonObject>? header = null)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var head = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = KeyId };
        header?.Invoke(head);
        return $"{Text(Encoding.UTF8.GetBytes(head.ToJsonString()))}.{Text(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
    }

    /// <summary>The public key as everybody can read it: the secret with which a confused verifier would check HS256.</summary>
    public byte[] PublicKeyPem() => Encoding.ASCII.GetBytes(keys[KeyId].ExportSubjectPublicKeyInfoPem());

    /// <summary>Base64url.</summary>
    public static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }
    }

    private IResult Answer(Func<object> document) => IsUp ? Results.Json(document(), JsonSerializerOptions.Default) : Results.StatusCode(500);

    private object Metadata()
    {
        Reads++;
        return new { issuer = Issuer, jwks_uri = new Uri(Authority, $"{Id}/discovery/v2.0/keys").ToString(), id_token_signing_alg_values_supported = new[] { "RS256" } };
    }

    private object PublicKeys() => new
    {
        keys = keys.Select(key =>
        {
            var parameters = key.Value.ExportParameters(false);
            return new { kty = "RSA", use = "sig", kid = key.Key, n = Text(parameters.Modulus!), e = Text(parameters.Exponent!) };
        }),
    };
}
