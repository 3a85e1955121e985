using System.Globalization;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>Each operation opens to callers with its role and to nobody else (OWASP API2 and API5).</summary>
public sealed class When_a_caller_has_a_role(SecuredFabric fabric) : IClassFixture<SecuredFabric>
{
    private readonly RawClient client = fabric.Client;
    private readonly ApiSurface api = fabric.Api;

    [Fact]
    public async Task Should_open_each_operation_to_its_role_only()
    {
        var wrong = new List<string>();
        var credentials = fabric.Credentials().ToList();
        var tried = 0;
        foreach (var operation in api.Operations.Where(one => one.Role is not null))
        {
            foreach (var (role, credential) in credentials)
            {
                var answer = await SendAsync(operation, credential);
                var allowed = operation.Role == "reader" || operation.Role == role;
                if (allowed ? answer.Status is 401 or 403 or >= 500 : answer.Status != 403 || !answer.Text.Contains($"needs the role {operation.Role}", StringComparison.OrdinalIgnoreCase))
                {
                    wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{operation} as {role}: {answer.Status} {answer.Text}"));
                }

                tried++;
            }
        }

        Assert.Empty(wrong);
        Assert.True(tried > 500, $"Only {tried} requests were tried.");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("reader-key-012345678")]
    [InlineData("Reader-key-0123456789")]
    [InlineData("reader-key-0123456789,operator-key-0123456789")]
    [InlineData("00000000000000000000000000000000")]
    public async Task Should_open_nothing_to_an_unknown_key(string? key)
    {
        foreach (var operation in api.Operations.Where(one => one.Role is not null))
        {
            var answer = await SendAsync(operation, key);
            Assert.True(answer.Status == 401 && answer.Headers.ContainsKey("WWW-Authenticate") && answer.Text.Contains("x-api-key", StringComparison.Ordinal), $"{operation}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task Should_not_take_the_hash_of_a_key_for_the_key() =>
        Assert.Equal(401, (await client.GetAsync("/api/v1/lanes", Keys.Settings()["ApiKeys:operator:Hash"])).Status);

    [Fact]
    public async Task Should_not_take_a_host_key_or_a_producers_key_for_an_api_key()
    {
        Assert.Equal(401, (await client.GetAsync("/api/v1/lanes", Keys.Master)).Status);
        Assert.Equal(401, (await client.GetAsync("/api/v1/lanes", Keys.Producer)).Status);
        Assert.Equal(401, (await client.SendAsync(HttpMethod.Get, "/api/v1/lanes", null, null, ("x-functions-key", Keys.Master))).Status);
    }

    [Fact]
    public async Task Should_keep_the_hosts_own_doors_under_host_keys()
    {
        string[] doors =
        [
            "/admin/host/status", "/admin/functions", "/admin/queues", "/admin/queues/postings/messages", "/admin/queues/postings/deadletters",
            "/runtime/webhooks/durabletask/instances", "/runtime/webhooks/durabletask/instances/invoice:acme:20260301",
        ];
        foreach (var door in doors)
        {
            Assert.Equal(401, (await client.GetAsync(door)).Status);
            Assert.Equal(401, (await client.GetAsync(door, Keys.Everything)).Status);
            Assert.NotEqual(401, (await client.SendAsync(HttpMethod.Get, door, null, null, ("x-functions-key", Keys.Master))).Status);
        }

        foreach (var command in new[] { "/admin/functions/ClosePeriods", "/admin/queues/postings/deadletters/1/resubmit", "/runtime/webhooks/durabletask/instances/x/terminate" })
        {
            Assert.Equal(401, (await client.SendAsync(HttpMethod.Post, command, Keys.Everything)).Status);
        }
    }

    [Fact]
    public async Task Should_serve_the_description_to_everybody_and_nothing_else()
    {
        Assert.Equal(["GetOpenApi"], api.Operations.Where(one => one.Role is null).Select(one => one.Id));
        Assert.Equal(200, (await client.GetAsync("/api/openapi.json")).Status);
    }

    private Task<RawClient.RawAnswer> SendAsync(ApiSurface.Operation operation, string? key) => client.SendAsync(
        operation.Method, operation.Path("none"), key, operation.Body is null ? null : "{}", operation.NeedsHostKey ? [("x-functions-key", Keys.Master)] : []);
}
