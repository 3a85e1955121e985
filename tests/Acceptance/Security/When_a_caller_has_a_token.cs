using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>A token of Entra ID opens what its app roles open; every other token opens nothing and is told why (OWASP API2).</summary>
public sealed class When_a_caller_has_a_token(SecuredFabric fabric) : IClassFixture<SecuredFabric>
{
    private const string User = "b0000000-0000-0000-0000-000000000002";
    private const string Lanes = "/api/v1/lanes";

    /// <summary>Every bad kind: what is made of a good token's claims, and what the answer has to say.</summary>
    private static readonly Dictionary<string, (Func<EntraTenant, string> Token, string Expected)> Bad = new()
    {
        ["alg none"] = (tenant => $"{tenant.ToBeSigned(Good(tenant), head => head["alg"] = "none")}.", "RS256, RS384 and RS512"),
        ["alg none with a signature"] = (tenant => tenant.Sign(Good(tenant), head => head["alg"] = "None"), "RS256, RS384 and RS512"),
        ["no alg"] = (tenant => tenant.Sign(Good(tenant), head => head.Remove("alg")), "RS256, RS384 and RS512"),
        ["HS256 with the public key"] = (tenant => Hmac(tenant, tenant.PublicKeyPem()), "RS256, RS384 and RS512"),
        ["HS256 without a key"] = (tenant => Hmac(tenant, []), "RS256, RS384 and RS512"),
        ["another algorithm than the key's"] = (tenant => tenant.Sign(Good(tenant), head => head["alg"] = "RS512"), "signature is wrong"),
        ["somebody else's key under our kid"] = (SelfSigned, "signature is wrong"),
        ["a key in the header"] = (tenant => tenant.Sign(Good(tenant), head => { head["kid"] = "mine"; head["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = "AQAB", ["e"] = "AQAB" }; head["jku"] = "http://127.0.0.1:9/keys"; }), "does not publish (kid)"),
        ["an unknown kid"] = (tenant => tenant.Sign(Good(tenant), head => head["kid"] = "unknown"), "does not publish (kid)"),
        ["no kid"] = (tenant => tenant.Sign(Good(tenant), head => head.Remove("kid")), "(kid)"),
        ["critical headers"] = (tenant => tenant.Sign(Good(tenant), head => head["crit"] = new JsonArray("exp")), "(crit)"),
        ["expired"] = (tenant => With(tenant, "exp", TimeProvider.System.GetUtcNow().AddMinutes(-5).ToUnixTimeSeconds()), "has expired (exp)"),
        ["no expiry"] = (tenant => Without(tenant, "exp"), "no expiry (exp)"),
        ["not yet valid"] = (tenant => With(tenant, "nbf", TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds()), "not valid yet (nbf)"),
        ["another audience"] = (tenant => With(tenant, "aud", "https://graph.microsoft.com"), "somebody else than this API (aud)"),
        ["no audience"] = (tenant => Without(tenant, "aud"), "(aud)"),
        ["another issuer"] = (tenant => With(tenant, "iss", "https://login.example.com/v2.0"), "another issuer"),
        ["no issuer"] = (tenant => Without(tenant, "iss"), "another issuer"),
        ["the issuer of another tenant"] = (tenant => With(tenant, "iss", "https://sts.windows.net/99999999-2222-3333-4444-555555555555/"), "another issuer"),
        ["another tenant"] = (tenant => With(tenant, "tid", "99999999-2222-3333-4444-555555555555"), "another tenant"),
        ["no tenant"] = (tenant => Without(tenant, "tid"), "another tenant"),
        ["an ID token"] = (tenant => Without(tenant, "azp"), "no access token"),
        ["nobody's"] = (tenant => { var claims = Good(tenant); (claims["oid"], claims["azp"]) = ("<script>", "none"); return tenant.Sign(claims); }, "neither a user nor an application"),
        ["huge"] = (tenant => With(tenant, "padding", new string('x', 9_000)), "longer than any token"),
        ["garbage"] = (_ => "garbage", "no JSON web token"),
        ["three times garbage"] = (_ => "a.b.c", "no JSON web token"),
        ["empty"] = (_ => string.Empty, "no JSON web token"),
        ["encrypted"] = (_ => "eyJhbGciOiJkaXIifQ..aaaa.bbbb.cccc", "no JSON web token"),
        ["no claims"] = (tenant => $"{tenant.ToBeSigned([]).Split('.')[0]}.W10.AAAA", "no JSON web token"),
    };

    public static TheoryData<string> BadKinds => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(BadKinds))]
    public async Task Should_refuse_it_and_say_what_is_wrong(string kind)
    {
        var token = Bad[kind].Token(fabric.Tenant);
        var answer = await fabric.Client.GetAsync(Lanes, $"Bearer {token}");
        Assert.True(answer.Status == 401 && answer.Text.Contains(Bad[kind].Expected, StringComparison.Ordinal), $"{kind}: {answer.Status} {answer.Text}");
        Assert.Matches("^Bearer error=\"invalid_token\", error_description=\"[A-Za-z0-9 ,.:()_]+\"$", answer.Headers["WWW-Authenticate"]);
        Assert.True(token.Length < 20 || !answer.Text.Contains(token[..20], StringComparison.Ordinal), answer.Text);
    }

    [Fact]
    public async Task Should_refuse_it_changed_in_any_character()
    {
        var good = fabric.Tenant.Token(User, "Reader");
        Assert.Equal(200, (await fabric.Client.GetAsync(Lanes, $"Bearer {good}")).Status);

        // Every seventh, so that it comes by all places of a group of four; of the very last character some bits carry nothing.
        for (var at = 0; at < good.Length - 1; at += 7)
        {
            var changed = $"{good[..at]}{(good[at] == 'A' ? 'B' : 'A')}{good[(at + 1)..]}";
            var answer = await fabric.Client.GetAsync(Lanes, $"Bearer {changed}");
            Assert.True(answer.Status == 401, $"{changed}: {answer.Status} {answer.Text}");
        }
    }

    [Theory]
    [InlineData("aud", EntraTenant.Api)]
    [InlineData("aud", $"api://{EntraTenant.Api}")]
    [InlineData("iss", $"https://sts.windows.net/{EntraTenant.Id}/")]
    public async Task Should_take_both_versions_of_tokens(string claim, string value)
    {
        var claims = Good(fabric.Tenant);
        claims[claim] = value;
        if (claim == "iss")
        {
            claims["appid"] = claims["azp"]!.DeepClone();
            claims.Remove("azp");
        }

        Assert.Equal(200, (await fabric.Client.GetAsync(Lanes, $"Bearer {fabric.Tenant.Sign(claims)}")).Status);
    }

    [Fact]
    public async Task Should_let_small_differences_between_clocks_pass()
    {
        var claims = Good(fabric.Tenant);
        (claims["exp"], claims["nbf"]) = (TimeProvider.System.GetUtcNow().AddSeconds(-20).ToUnixTimeSeconds(), TimeProvider.System.GetUtcNow().AddSeconds(20).ToUnixTimeSeconds());
        Assert.Equal(200, (await fabric.Client.GetAsync(Lanes, $"Bearer {fabric.Tenant.Sign(claims)}")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Root")]
    [InlineData("reader")]
    [InlineData("1")]
    [InlineData("Anyone")]
    public async Task Should_open_nothing_without_an_app_role_and_say_how_it_is_granted(string role)
    {
        foreach (var operation in fabric.Api.Operations.Where(one => one.Role is not null))
        {
            var answer = await fabric.Client.SendAsync(
                operation.Method, operation.Path("none"), fabric.Token(role.Length == 0 ? [] : [role]), operation.Body is null ? null : "{}", ("x-functions-key", Keys.Master));
            Assert.True(answer.Status == 403, $"{operation}: {answer.Status} {answer.Text}");
            Assert.Contains($"needs the role {operation.Role}", answer.Text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("has none", answer.Text, StringComparison.Ordinal);
            Assert.Contains("enterprise application", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Should_show_nothing_to_a_customer_without_accounts_and_narrow_one_with_more_roles()
    {
        var nobodys = await fabric.Client.GetAsync("/api/v1/accounts", $"Bearer {fabric.Tenant.Token(User, "CustomerReader")}");
        Assert.True(nobodys.Status == 403 && nobodys.Text.Contains("Entra:Customers", StringComparison.Ordinal), nobodys.Text);

        var both = $"Bearer {fabric.Tenant.Token(SecuredFabric.CustomerId, "CustomerReader", "Reader", "Operator")}";
        Assert.Equal(404, (await fabric.Client.GetAsync("/api/v1/accounts/rival", both)).Status);
        Assert.Equal(200, (await fabric.Client.GetAsync("/api/v1/accounts/acme", both)).Status);
        Assert.Equal(403, (await fabric.Client.SendAsync(HttpMethod.Post, "/api/v1/lanes/de01/release", both, "{}")).Status);
    }

    [Fact]
    public async Task Should_know_a_customer_by_the_application_only_where_no_user_is_behind_it()
    {
        var claims = fabric.Tenant.Claims("d0000000-0000-0000-0000-000000000009", "CustomerReader");
        claims["azp"] = SecuredFabric.CustomerId;
        Assert.Equal(403, (await fabric.Client.GetAsync("/api/v1/accounts/acme", $"Bearer {fabric.Tenant.Sign(claims)}")).Status);
        claims.Remove("scp");
        Assert.Equal(200, (await fabric.Client.GetAsync("/api/v1/accounts/acme", $"Bearer {fabric.Tenant.Sign(claims)}")).Status);
    }

    [Fact]
    public async Task Should_show_the_accounts_that_the_claim_of_the_settings_lists_and_no_other_claim()
    {
        var claims = fabric.Tenant.Claims(User, "CustomerReader");
        claims["accounts"] = "acme";
        Assert.Equal(403, (await fabric.Client.GetAsync("/api/v1/accounts/acme", $"Bearer {fabric.Tenant.Sign(claims)}")).Status);
        foreach (var listed in new JsonNode[] { "ghost, acme", new JsonArray("ghost", "acme") })
        {
            claims["extension_accounts"] = listed;
            var token = $"Bearer {fabric.Tenant.Sign(claims)}";
            Assert.Equal(200, (await fabric.Client.GetAsync("/api/v1/accounts/acme", token)).Status);
            Assert.Equal(404, (await fabric.Client.GetAsync("/api/v1/accounts/rival", token)).Status);
        }
    }

    [Fact]
    public async Task Should_have_to_be_the_only_caller_of_a_request()
    {
        var token = fabric.Token("Reader");
        var two = await fabric.Client.SendAsync(HttpMethod.Get, Lanes, Keys.Reader, null, ("Authorization", token));
        Assert.True(two.Status == 401 && two.Text.Contains("credentials of two callers", StringComparison.Ordinal), two.Text);
        Assert.Equal(401, (await fabric.Client.SendAsync(HttpMethod.Get, Lanes, Keys.Reader, null, ("Authorization", token[..^9]))).Status);
        Assert.Equal(401, (await fabric.Client.SendAsync(HttpMethod.Get, Lanes, "unknown-key-0123456789", null, ("Authorization", token))).Status);
        Assert.Equal(401, (await fabric.Client.SendAsync(HttpMethod.Get, Lanes, null, null, ("Authorization", token), ("Authorization", token))).Status);

        // Another scheme is no credential of this API: producers send theirs to another door.
        Assert.Equal(200, (await fabric.Client.SendAsync(HttpMethod.Get, Lanes, Keys.Reader, null, ("Authorization", "SharedAccessSignature sr=x"))).Status);
    }

    [Fact]
    public async Task Should_be_in_the_audit_log_by_the_id_of_the_user_and_by_nothing_else()
    {
        var token = $"Bearer {fabric.Tenant.Token(User, "Operator")}";
        await fabric.Client.SendAsync(HttpMethod.Post, "/api/v1/lanes/de01/release", token, "{}");
        var log = (await fabric.Client.GetAsync($"/api/v1/audit?subject=entra:{User}", Keys.Reader)).Text;
        Assert.Equal(["outcome", "intent"], JsonNode.Parse(log)!["items"]!.AsArray().Select(entry => entry!["kind"]!.ToString()));
        Assert.DoesNotContain("example.com", (await fabric.Client.GetAsync("/api/v1/audit?limit=1000", Keys.Reader)).Text, StringComparison.Ordinal);
    }

    private static JsonObject Good(EntraTenant tenant) => tenant.Claims(User, "Reader", "Operator", "Configurer", "Approver");

    private static string With(EntraTenant tenant, string claim, JsonNode value)
    {
        var claims = Good(tenant);
        claims[claim] = value;
        return tenant.Sign(claims);
    }

    private static string Without(EntraTenant tenant, string claim)
    {
        var claims = Good(tenant);
        claims.Remove(claim);
        return tenant.Sign(claims);
    }

    private static string Hmac(EntraTenant tenant, byte[] key)
    {
        var text = tenant.ToBeSigned(Good(tenant), head => head["alg"] = "HS256");
        return $"{text}.{EntraTenant.Text(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)))}";
    }

    private static string SelfSigned(EntraTenant tenant)
    {
        using var mine = RSA.Create(2048);
        var text = tenant.ToBeSigned(Good(tenant));
        return $"{text}.{EntraTenant.Text(mine.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
