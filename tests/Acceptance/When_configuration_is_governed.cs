using System.Text.Json.Nodes;
using RevenueFunctions.Tests.Acceptance.Security;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>A price changes by a draft of one person and the approval of another, over HTTP.</summary>
public sealed class When_configuration_is_governed : IAsyncLifetime
{
    private const string Author = "author-key-0123456789";
    private const string Approver = "second-key-0123456789";
    private const string Operator = "closer-key-0123456789";
    private const string Drafts = "/api/v1/plans/scale/drafts";
    private readonly TemporaryFolder folder = new();
    private FabricHost host = null!;
    private RawClient client = null!;

    /// <summary>The catalog comes from before there was an approver; from then on it is governed.</summary>
    public async ValueTask InitializeAsync()
    {
        await using (var before = await FabricHost.StartAsync(plain => plain with { DataPath = folder.File("governed.db") }))
        {
            Assert.Equal(200, (await before.PostAsync("/api/v1/catalog/import", SmallCatalog.Json)).Status);
        }

        host = await FabricHost.StartAsync(plain => plain with { DataPath = folder.File("governed.db"), Settings = Settings() });
        client = new RawClient(host.Address);
    }

    [Fact]
    public async Task Should_take_two_people_to_change_a_price()
    {
        var added = await SendAsync(HttpMethod.Post, Drafts, Author, Dearer("0.60"));
        Assert.True(added.Status == 201, added.Text);
        var draft = JsonNode.Parse(added.Text)!;
        Assert.Equal(("draft", "2", "key:author"), (draft["state"]!.ToString(), draft["version"]!.ToString(), draft["author"]!.ToString()));

        var own = await SendAsync(HttpMethod.Post, $"{Drafts}/1/approve", Author);
        Assert.Equal(403, own.Status);
        Assert.Contains("nobody approves their own", own.Text, StringComparison.Ordinal);

        var changed = await SendAsync(HttpMethod.Put, $"{Drafts}/1", Author, Dearer("0.75"), added.Headers["ETag"]);
        Assert.Equal(200, changed.Status);
        Assert.Equal(412, (await SendAsync(HttpMethod.Put, $"{Drafts}/1", Author, Dearer("0.80"), added.Headers["ETag"])).Status);
        Assert.Equal(412, (await SendAsync(HttpMethod.Post, $"{Drafts}/1/approve", Approver, null, added.Headers["ETag"])).Status);

        var approvals = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(HttpMethod.Post, $"{Drafts}/1/approve", Approver)));
        Assert.All(approvals, answer => Assert.True(answer.Status == 200 && answer.Text.Contains("\"approved\"", StringComparison.Ordinal), answer.Text));
        Assert.Equal(409, (await SendAsync(HttpMethod.Put, $"{Drafts}/1", Author, Dearer("0.90"))).Status);
        Assert.Equal(409, (await SendAsync(HttpMethod.Delete, $"{Drafts}/1", Author)).Status);

        var versions = JsonNode.Parse((await client.GetAsync("/api/v1/plans/scale/versions", Approver)).Text)!["items"]!.AsArray();
        Assert.Equal(["direct", "approved"], versions.Select(version => version!["origin"]!.ToString()));
        Assert.Equal(("key:author", "key:second", "New price list"), (versions[1]!["author"]!.ToString(), versions[1]!["approver"]!.ToString(), versions[1]!["reason"]!.ToString()));
        var difference = JsonNode.Parse((await client.GetAsync("/api/v1/plans/scale/versions/2/difference", Approver)).Text)!["members"]!.AsArray();
        Assert.Contains(difference, member => member!["path"]!.ToString() == "rateCards[requests].price.tiers[0].unitAmount"
            && member["from"]!.ToString() == "0.50" && member["to"]!.ToString() == "0.75");
    }

    [Fact]
    public async Task Should_refuse_to_go_around_the_second_person()
    {
        var catalog = JsonNode.Parse(SmallCatalog.Json)!;
        Assert.Equal(200, (await SendAsync(HttpMethod.Post, "/api/v1/catalog/import", Author, SmallCatalog.Json)).Status);
        var plan = catalog["plans"]![0]!;
        plan["version"] = 2;
        var put = await SendAsync(HttpMethod.Put, "/api/v1/plans/scale/versions/2", Author, plan.ToJsonString());
        var imported = await SendAsync(HttpMethod.Post, "/api/v1/catalog/import", Author, catalog.ToJsonString());
        foreach (var answer in new[] { put, imported })
        {
            Assert.Equal(409, answer.Status);
            Assert.Contains("approval-required", answer.Text, StringComparison.Ordinal);
            Assert.Contains(Drafts, answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await client.GetAsync("/api/v1/plans/scale/versions/2", Author)).Status);
        Assert.Equal(403, (await SendAsync(HttpMethod.Post, Drafts, Approver, Dearer("1"))).Status);
        Assert.Equal(404, (await client.GetAsync("/api/v1/accounts/acme/drafts", Author)).Status);
    }

    [Fact]
    public async Task Should_refuse_a_day_in_closed_books()
    {
        Assert.Equal(202, (await SendAsync(HttpMethod.Post, "/api/v1/legal-entities/de01/accounting-periods/202602/close", Operator)).Status);
        var table = """{"reason":"r","document":{"rates":[{"taxClass":"standard","name":"USt","rate":"0.2"}],"effectiveFrom":"2026-02-28T00:00:00+01:00"}}""";
        var refused = await SendAsync(HttpMethod.Post, "/api/v1/tax-tables/DE/drafts", Author, table);
        Assert.Equal(400, refused.Status);
        Assert.Contains("period-closed", refused.Text, StringComparison.Ordinal);
        var taken = await SendAsync(HttpMethod.Post, "/api/v1/tax-tables/DE/drafts", Author, table.Replace("2026-02-28", "2026-03-01", StringComparison.Ordinal));
        Assert.True(taken.Status == 201, taken.Text);
    }

    [Theory]
    [InlineData("""{"document":{"name":"Scale","currency":"EUR","rateCards":[]}}""", "reason")]
    [InlineData("""{"reason":"r","document":{"name":"Scale","currency":"XXL","rateCards":[]}}""", "document.currency")]
    [InlineData("""{"reason":"r","document":{"name":"Scale","currency":"EUR","rateCards":[{"key":"a","product":"p","name":"n","meter":"requests","price":{"model":"graduated","tiers":[{"upTo":"2","unitAmount":"-1"},{"upTo":"1"},{}]}}]}}""", "document.rateCards[0].price.tiers[1].upTo")]
    [InlineData("""{"reason":"r","document":{"name":"Scale","currency":"EUR","rateCards":[],"effectiveFrom":"soon"}}""", "document.effectiveFrom")]
    [InlineData("""{"reason":"r","document":null}""", "document")]
    [InlineData("""{"reason":"r","document":{},"approver":"me"}""", "approver")]
    public async Task Should_refuse_a_draft_that_the_catalog_would_refuse(string json, string path)
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/v1/plans/wrong/drafts", Author, json);
        Assert.Equal(400, answer.Status);
        Assert.Contains(JsonNode.Parse(answer.Text)!["errors"]!.AsArray(), error => error!["path"]!.ToString() == path);
        Assert.Empty(JsonNode.Parse((await client.GetAsync("/api/v1/plans/wrong/drafts", Author)).Text)!["items"]!.AsArray());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
        folder.Dispose();
    }

    private static Dictionary<string, string?> Settings() => new()
    {
        ["ApiKeys:author:Key"] = Author,
        ["ApiKeys:author:Roles"] = "Configurer,Approver",
        ["ApiKeys:second:Key"] = Approver,
        ["ApiKeys:second:Roles"] = "Approver",
        ["ApiKeys:closer:Key"] = Operator,
        ["ApiKeys:closer:Roles"] = "Operator",
    };

    private static string Dearer(string price)
    {
        var plan = JsonNode.Parse(SmallCatalog.Json)!["plans"]![0]!.DeepClone();
        plan.AsObject().Remove("version");
        plan["rateCards"]![1]!["price"]!["tiers"]![0]!["unitAmount"] = price;
        return new JsonObject { ["reason"] = "New price list", ["document"] = plan }.ToJsonString();
    }

    private Task<RawClient.RawAnswer> SendAsync(HttpMethod method, string path, string key, string? json = null, string? ifMatch = null) =>
        client.SendAsync(method, path, key, json, ifMatch is null ? [] : [("If-Match", ifMatch)]);
}
