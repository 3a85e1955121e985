using System.Text;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>What App Service authentication says of a caller is believed behind it; anywhere else the header is forged.</summary>
public sealed class When_app_service_authentication_is_in_front
{
    private const string User = "b0000000-0000-0000-0000-000000000004";
    private const string Lanes = "/api/v1/lanes";

    /// <summary>What the platform sets for an app with App Service authentication.</summary>
    private static readonly Dictionary<string, string?> InFront = new() { ["WEBSITE_AUTH_ENABLED"] = "True", ["WEBSITE_SITE_NAME"] = "func-fabric" };

    [Fact]
    public async Task Should_know_whom_it_let_in()
    {
        await using var tenant = await EntraTenant.StartAsync();
        await using var host = await FabricHost.StartAsync(plain => plain with { Settings = With(tenant.Settings(), InFront) });
        using var client = new RawClient(host.Address);
        Assert.Equal(401, (await client.GetAsync(Lanes)).Status);
        Assert.Equal(200, (await SendAsync(client, HttpMethod.Get, Lanes, Principal("Reader"))).Status);
        Assert.Equal(200, (await SendAsync(client, HttpMethod.Get, Lanes, Principal(longNames: true, roles: "Reader"))).Status);
        var refused = await SendAsync(client, HttpMethod.Post, "/api/v1/lanes/de01/release", Principal("Reader"));
        Assert.True(refused.Status == 403 && refused.Text.Contains($"entra:{User}", StringComparison.Ordinal), refused.Text);
        Assert.Equal(403, (await SendAsync(client, HttpMethod.Get, Lanes, Principal())).Status);

        // It lets the bearer token through to the app as well, which judges that one itself, whatever the header says of it.
        var token = tenant.Token("b0000000-0000-0000-0000-000000000009", "Reader");
        Assert.Equal(200, (await SendAsync(client, HttpMethod.Get, Lanes, "{}", ("Authorization", $"Bearer {token}"))).Status);
        var readers = await SendAsync(client, HttpMethod.Post, "/api/v1/lanes/de01/release", Principal("Operator"), ("Authorization", $"Bearer {token}"));
        Assert.True(readers.Status == 403 && readers.Text.Contains("entra:b0000000-0000-0000-0000-000000000009", StringComparison.Ordinal), readers.Text);
        Assert.Equal(401, (await SendAsync(client, HttpMethod.Get, Lanes, Principal("Reader"), ("Authorization", "Bearer garbage"))).Status);
    }

    [Fact]
    public async Task Should_refuse_what_it_does_not_send()
    {
        await using var tenant = await EntraTenant.StartAsync();
        await using var host = await FabricHost.StartAsync(plain => plain with { Settings = With(tenant.Settings(), InFront) });
        using var client = new RawClient(host.Address);
        foreach (var (sent, expected) in new[]
        {
            ("garbage!", "not what App Service"),
            (Text("{}"), "not what App Service"),
            (Text("[]"), "not what App Service"),
            (Text("null"), "not what App Service"),
            (Text("""{"auth_typ":"aad","claims":[{"typ":"tid"}]}"""), "not what App Service"),
            (Text("""{"auth_typ":"aad","auth_typ":"aad","claims":[]}"""), "not what App Service"),
            (Text("""{"auth_typ":"aad","claims":[]}"""), "another application"),
            (Text($$"""{"auth_typ":"aad","claims":[{"typ":"tid","val":"{{EntraTenant.Id}}"},{"typ":"oid","val":"{{User}}"},{"typ":"roles","val":"Reader"}]}"""), "does not say for which"),
            (Text($$"""{"auth_typ":"aad","claims":[{"typ":"aud","val":"{{EntraTenant.Api}}"}]}"""), "another tenant"),
            (Text($$"""{"auth_typ":"google","claims":[{"typ":"tid","val":"{{EntraTenant.Id}}"},{"typ":"oid","val":"{{User}}"},{"typ":"roles","val":"Reader"}]}"""), "another provider"),
            (Text($$"""{"auth_typ":"aad","claims":[{"typ":"aud","val":"{{EntraTenant.Api}}"},{"typ":"tid","val":"99999999-2222-3333-4444-555555555555"},{"typ":"oid","val":"{{User}}"},{"typ":"roles","val":"Reader"}]}"""), "another tenant"),
            (Text($$"""{"auth_typ":"aad","claims":[{"typ":"aud","val":"other"},{"typ":"tid","val":"{{EntraTenant.Id}}"},{"typ":"oid","val":"{{User}}"},{"typ":"roles","val":"Reader"}]}"""), "another application"),
        })
        {
            var answer = await SendAsync(client, HttpMethod.Get, Lanes, sent);
            Assert.True(answer.Status == 401 && answer.Text.Contains(expected, StringComparison.Ordinal), $"{sent}: {answer.Status} {answer.Text}");
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("True", null)]
    [InlineData(null, "func-fabric")]
    [InlineData("False", "func-fabric")]
    public async Task Should_be_the_only_one_who_may_write_that_header(string? enabled, string? site)
    {
        await using var tenant = await EntraTenant.StartAsync();
        var settings = With(tenant.Settings(), new() { ["WEBSITE_AUTH_ENABLED"] = enabled, ["WEBSITE_SITE_NAME"] = site, ["ApiKeys:reader:Key"] = Keys.Reader, ["ApiKeys:reader:Roles"] = "Reader" });
        await using var host = await FabricHost.StartAsync(plain => plain with { Settings = settings });
        using var client = new RawClient(host.Address);
        Assert.Equal(200, (await client.GetAsync(Lanes, Keys.Reader)).Status);
        foreach (var key in new[] { null, Keys.Reader })
        {
            var forged = await client.SendAsync(HttpMethod.Get, Lanes, key, null, ("X-MS-CLIENT-PRINCIPAL", Principal("Reader", "Operator")));
            Assert.True(forged.Status == 401 && forged.Text.Contains("the caller must have written it", StringComparison.Ordinal), $"{forged.Status} {forged.Text}");
        }
    }

    private static Dictionary<string, string?> With(Dictionary<string, string?> settings, Dictionary<string, string?> more) => new(settings.Concat(more));

    private static Task<RawClient.RawAnswer> SendAsync(RawClient client, HttpMethod method, string path, string principal, params (string, string)[] headers) =>
        client.SendAsync(method, path, null, method == HttpMethod.Post ? "{}" : null, [("X-MS-CLIENT-PRINCIPAL", principal), .. headers]);

    private static string Principal(params string[] roles) => Principal(false, roles);

    private static string Principal(bool longNames, params string[] roles)
    {
        JsonObject[] claims =
        [
            Claim("aud", EntraTenant.Api),
            Claim(longNames ? "http://schemas.microsoft.com/identity/claims/tenantid" : "tid", EntraTenant.Id),
            Claim(longNames ? "http://schemas.microsoft.com/identity/claims/objectidentifier" : "oid", User),
            Claim("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "somebody@example.com"),
            .. roles.Select(role => Claim(longNames ? "http://schemas.microsoft.com/ws/2008/06/identity/claims/role" : "roles", role)),
        ];
        return Text(new JsonObject { ["auth_typ"] = "aad", ["claims"] = new JsonArray(claims), ["name_typ"] = "name", ["role_typ"] = "roles" }.ToJsonString());
    }

    private static JsonObject Claim(string type, string value) => new() { ["typ"] = type, ["val"] = value };

    private static string Text(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
}
