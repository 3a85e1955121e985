namespace RevenueFunctions.Tests.Acceptance;

/// <summary>Refusals name the field and change nothing.</summary>
public class When_a_request_about_usage_is_wrong(RunningFabric fabric) : IClassFixture<RunningFabric>
{
    [Theory]
    [InlineData("GET", "/api/v1/ingest/ledger/0/minus", null, 400, "sequence")]
    [InlineData("GET", "/api/v1/ingest/ledger/0/999", null, 404, null)]
    [InlineData("GET", "/api/v1/quarantine?state=shut", null, 400, "state")]
    [InlineData("GET", "/api/v1/quarantine?limit=0", null, 400, "limit")]
    [InlineData("GET", "/api/v1/quarantine/none", null, 404, null)]
    [InlineData("GET", "/api/v1/quarantine/none/events", null, 404, null)]
    [InlineData("POST", "/api/v1/quarantine/none/replay", null, 404, null)]
    [InlineData("POST", "/api/v1/quarantine/none/replay?limit=x", null, 400, "limit")]
    [InlineData("POST", "/api/v1/quarantine/none/discard", """{"reason":" "}""", 400, "reason")]
    [InlineData("POST", "/api/v1/quarantine/none/discard", """{"reason":"x","amount":1}""", 400, null)]
    [InlineData("POST", "/api/v1/quarantine/none/discard", """{"reason":"x"}""", 404, null)]
    [InlineData("GET", "/api/v1/usage/none/20260301", null, 404, null)]
    [InlineData("GET", "/api/v1/usage/acme/20260302", null, 404, null)]
    [InlineData("GET", "/api/v1/usage/acme/20260301/records?limit=5000", null, 400, "limit")]
    [InlineData("GET", "/api/v1/usage/events?source=s&id=i", null, 400, "account")]
    [InlineData("GET", "/api/v1/usage/events?source=s&id=i&account=acme&time=2026-03-10", null, 400, "time")]
    [InlineData("GET", "/api/v1/usage/events?source=s&id=i&account=acme&time=9999-12-31T23:59:59Z", null, 404, null)]
    [InlineData("GET", "/api/v1/usage/events?source=s&id=i&account=none", null, 404, null)]
    public async Task Should_say_what_is_wrong_with_a_request(string method, string path, string? body, int status, string? field)
    {
        var answer = await fabric.Host.SendAsync(new HttpMethod(method), path, body);

        Assert.True(answer.Status == status, $"{answer.Status} {answer.Json}");
        Assert.StartsWith("urn:revenue-functions:problem:", answer.Json!["type"]!.ToString(), StringComparison.Ordinal);
        if (field is not null)
        {
            Assert.Contains(answer.Json["errors"]!.AsArray(), error => error!["path"]!.ToString() == field);
        }
    }
}
