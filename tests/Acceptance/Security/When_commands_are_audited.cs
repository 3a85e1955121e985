using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance.Security;

/// <summary>Every command leaves who, what, on which object and with which outcome; nothing else leaves anything, and no content is kept.</summary>
public sealed class When_commands_are_audited(SecuredFabric fabric) : IClassFixture<SecuredFabric>
{
    private const string Marker = "personal-7f3a";

    [Fact]
    public async Task Should_keep_an_intent_and_an_outcome_of_each_command()
    {
        foreach (var operation in fabric.Api.Operations.Where(one => one.Role is "operator" or "configurer" or "approver"))
        {
            var before = await HeadAsync();
            var answer = await fabric.Client.SendAsync(
                operation.Method, operation.Path("some one"), Keys.Everything, operation.Body is null ? null : $$"""{"note":"{{Marker}}"}""", ("x-functions-key", Keys.Master));
            var entries = await SinceAsync(before);
            var target = operation.Path("some one")["/api/".Length..];
            Assert.True(
                entries.Count == 2
                && entries.All(entry => Text(entry, "subject") == "key:everything" && Text(entry, "operation") == operation.Id && Text(entry, "target") == target)
                && (Text(entries[0], "kind"), Text(entries[1], "kind")) == ("intent", "outcome")
                && entries[0]["status"] is null && entries[1]["status"]!.GetValue<int>() == answer.Status
                && Text(entries[0], "requestId") == Text(entries[1], "requestId"),
                $"{operation}: {answer.Status} {answer.Text}{Environment.NewLine}{new JsonArray([.. entries.Select(entry => entry.DeepClone())])}");
        }
    }

    [Fact]
    public async Task Should_keep_nothing_of_what_only_reads_or_was_not_allowed()
    {
        var before = await HeadAsync();
        foreach (var operation in fabric.Api.Operations)
        {
            var isCommand = operation.Role is "operator" or "configurer" or "approver";
            await fabric.Client.SendAsync(operation.Method, operation.Path("none"), isCommand ? Keys.Reader : Keys.Everything, operation.Body is null ? null : "{}", ("x-functions-key", Keys.Master));
            await fabric.Client.SendAsync(operation.Method, operation.Path("none"), "unknown-key-0123456789", operation.Body is null ? null : "{}", ("x-functions-key", Keys.Master));
        }

        Assert.Equal(before, await HeadAsync());
    }

    [Fact]
    public async Task Should_name_the_object_that_only_the_body_names()
    {
        var before = await HeadAsync();
        await fabric.Client.SendAsync(HttpMethod.Post, "/api/v1/reconciliation/runs", Keys.Operator, """{"legalEntity":"de01"}""");
        await fabric.Client.SendAsync(HttpMethod.Post, "/api/v1/subscriptions", Keys.Configurer, """{"id":"acme-2","accountId":"acme","planKey":"none","planVersion":1,"from":"2026-01-01T00:00:00Z"}""");
        var targets = (await SinceAsync(before)).Where(entry => Text(entry, "kind") == "outcome").Select(entry => Text(entry, "target"));
        Assert.Equal(["v1/reconciliation/legal-entities/de01", "v1/subscriptions/acme-2"], targets);
    }

    [Fact]
    public async Task Should_keep_no_content_and_no_credential()
    {
        await fabric.Client.SendAsync(HttpMethod.Post, "/api/v1/exceptions/none/resolve", Keys.Operator, $$"""{"action":"resolve","note":"{{Marker}}"}""");
        var log = (await fabric.Client.GetAsync("/api/v1/audit?limit=1000", Keys.Reader)).Text;
        Assert.Contains("ResolveException", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, log, StringComparison.Ordinal);
        Assert.DoesNotContain("-key-0123456789", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_read_by_filters()
    {
        await fabric.Client.SendAsync(HttpMethod.Post, "/api/v1/lanes/de01/skip", Keys.Operator, """{"reason":"a test"}""");
        var skipped = JsonNode.Parse((await fabric.Client.GetAsync("/api/v1/audit?operation=SkipLane&subject=key:operator&target=v1/lanes/de01&limit=2", Keys.Reader)).Text)!["items"]!.AsArray();
        Assert.Equal(["outcome", "intent"], skipped.Select(entry => Text(entry!, "kind")));
        Assert.Equal(400, (await fabric.Client.GetAsync("/api/v1/audit?order=random", Keys.Reader)).Status);
        Assert.Equal(400, (await fabric.Client.GetAsync("/api/v1/audit?cursor=-1", Keys.Reader)).Status);
        Assert.Equal(403, (await fabric.Client.GetAsync("/api/v1/audit", Keys.Customer)).Status);
    }

    private async Task<long> HeadAsync() => JsonNode.Parse((await fabric.Client.GetAsync("/api/v1/audit/head", Keys.Reader)).Text)!["sequence"]!.GetValue<long>();

    private async Task<List<JsonNode>> SinceAsync(long sequence) =>
        [.. JsonNode.Parse((await fabric.Client.GetAsync($"/api/v1/audit?order=oldest&cursor={sequence}&limit=1000", Keys.Reader)).Text)!["items"]!.AsArray().Select(entry => entry!)];

    private static string Text(JsonNode node, string member) => node[member]!.ToString();
}
