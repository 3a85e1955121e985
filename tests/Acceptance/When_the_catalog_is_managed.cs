using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>The catalog over HTTP: import, read, change under conditions, refuse.</summary>
public class When_the_catalog_is_managed(RunningFabric fabric) : IClassFixture<RunningFabric>
{
    [Fact]
    public async Task Should_take_read_and_guard_documents()
    {
        await using var host = await FabricHost.StartAsync();
        var first = await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        Assert.Equal((200, "7"), (first.Status, first.Json!["written"]!.ToString()));
        Assert.Equal("7", (await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json)).Json!["unchanged"]!.ToString());

        var account = await host.GetAsync("/api/v1/accounts/acme");
        Assert.Equal((200, "Acme Customer"), (account.Status, account.Json!["name"]!.ToString()));
        Assert.NotNull(account.ETag);

        var renamed = account.Json.DeepClone();
        renamed["name"] = "Acme SE";
        Assert.Equal(200, (await host.PutAsync("/api/v1/accounts/acme", renamed.ToJsonString(), account.ETag)).Status);
        Assert.Equal(412, (await host.PutAsync("/api/v1/accounts/acme", renamed.ToJsonString(), account.ETag)).Status);

        var alias = await host.PostAsync("/api/v1/accounts/acme/aliases", """{"alias":"C-2"}""");
        Assert.Equal(["C-1", "C-2"], alias.Json!["aliases"]!.AsArray().Select(one => one!.ToString()));
        Assert.Equal(404, (await host.PostAsync("/api/v1/accounts/none/aliases", """{"alias":"C-3"}""")).Status);

        var ended = await host.PostAsync("/api/v1/subscriptions/acme-1/end", """{"at":"2026-07-01T00:00:00Z"}""");
        Assert.Equal(200, ended.Status);
        var next = """{"id":"acme-2","accountId":"acme","planKey":"scale","planVersion":1,"from":"2026-07-01T00:00:00Z"}""";
        Assert.Equal(201, (await host.PostAsync("/api/v1/subscriptions", next)).Status);
        Assert.Equal(200, (await host.PostAsync("/api/v1/subscriptions", next)).Status);
        Assert.Equal(["acme-1", "acme-2"], await IdsAsync(host, "/api/v1/subscriptions?account=acme&limit=1"));
    }

    [Theory]
    [InlineData("""{"accounts":[{"id":"x","name":"X","legalEntityId":"none","timeZone":"Mars/One","jurisdiction":"DE"}]}""", 400, "accounts[0].timeZone", "unknown-time-zone")]
    [InlineData("""{"accounts":[null]}""", 400, "accounts[0]", "null")]
    [InlineData("""{"postingRuleSets":[{"legalEntityId":"de01","version":1,"effectiveFrom":"2026-01-01","rules":{"allocations":[null]}}]}""", 400, "postingRuleSets[0].rules.allocations[0]", "null")]
    [InlineData("""{"postingRuleSets":[{"legalEntityId":"de01","version":1,"effectiveFrom":"2026-01-01","rules":{"revenueByProduct":{"api":null}}}]}""", 400, "postingRuleSets[0].rules.revenueByProduct.api", "null")]
    [InlineData("""{"legalEntities":[{"id":"de02","name":"Acme GmbH","currency":"EUR","jurisdiction":"DE","invoicePrefix":"D2-","postingRules":{"chart":[null]}}]}""", 400, "legalEntities[0].postingRules.chart[0]", "null")]
    [InlineData("""{"postingRuleSets":[{"legalEntityId":"de01","version":1,"effectiveFrom":"2026-01-01","rules":{"revenue":"40\n00"}}]}""", 400, "postingRuleSets[0].rules.chart", "invalid-account")]
    [InlineData("""{"accounts":null}""", 400, "accounts", "wrong-type")]
    [InlineData("""{"acounts":[]}""", 400, "acounts", "unknown-member")]
    [InlineData("""{"accounts":[{"id":"x"}]}""", 400, "accounts[0].name", "missing")]
    [InlineData("""{"accounts":[{"id":5}]}""", 400, "accounts[0].id", "wrong-type")]
    [InlineData("""{"plans":[{"key":"p","version":1,"name":"P","currency":"EUR","rateCards":[{"key":"c","product":"p","name":"n","price":{"amount":1}}]}]}""", 400, "plans[0].rateCards[0].price", "missing-model")]
    [InlineData("""{"plans":[{"key":"p","version":1,"name":"P","currency":"EUR","rateCards":[{"key":"c","product":"p","name":"n","price":{"model":"magic"}}]}]}""", 400, "plans[0].rateCards[0].price", "unknown-model")]
    [InlineData("""{"plans":[{"key":"p","version":1,"name":"P","currency":"EUR","rateCards":[{"key":"c","product":"p","name":"n","price":{"model":"flat","amount":"NaN"}}]}]}""", 400, "plans[0].rateCards[0].price.amount", "invalid-json")]
    [InlineData("""{"accounts":[""", 400, "accounts[0]", "invalid-json")]
    [InlineData("""null""", 400, "$", "empty-body")]
    [InlineData("""{"legalEntities":[{"id":"de01","name":"Acme GmbH","currency":"USD","jurisdiction":"DE","invoicePrefix":"DE-"}]}""", 409, "legalEntities[0].currency", "currency-fixed")]
    public async Task Should_name_the_field_and_the_remedy(string json, int status, string path, string code)
    {
        var answer = await fabric.Host.PostAsync("/api/v1/catalog/import", json);
        Assert.Equal(status, answer.Status);
        Assert.Contains(answer.Json!["errors"]!.AsArray(), error => error!["path"]!.ToString() == path && error["code"]!.ToString() == code && error["remedy"]!.ToString().Length > 0);
        Assert.DoesNotContain("RevenueFunctions.", answer.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_take_ten_thousand_accounts_at_once_and_bound_its_errors()
    {
        await using var host = await FabricHost.StartAsync();
        var many = new JsonObject
        {
            ["accounts"] = new JsonArray([.. Enumerable.Range(0, 10_000).Select(number => JsonNode.Parse(string.Create(
                CultureInfo.InvariantCulture, $$"""{"id":"a{{number}}","name":"A","legalEntityId":"de01","timeZone":"Etc/UTC","jurisdiction":"DE"}""")))]),
        }.ToJsonString();
        var refused = await host.PostAsync("/api/v1/catalog/import", many);
        Assert.Equal((400, 100), (refused.Status, refused.Json!["errors"]!.AsArray().Count));
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        Assert.Equal("10000", (await host.PostAsync("/api/v1/catalog/import", many)).Json!["written"]!.ToString());
        Assert.Equal(200, (await host.GetAsync("/api/v1/accounts/a9999")).Status);
    }

    [Fact]
    public async Task Should_keep_every_version_of_a_tax_table()
    {
        await using var host = await FabricHost.StartAsync();
        await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json);
        var table = (await host.GetAsync("/api/v1/tax-tables/DE")).Json!;
        table["rates"]![0]!["rate"] = "0.16";
        Assert.Equal(409, (await host.PutAsync("/api/v1/tax-tables/DE", table.ToJsonString())).Status);
        (table["version"], table["effectiveFrom"]) = (2, "2026-07-01T00:00:00+02:00");
        Assert.Equal(201, (await host.PutAsync("/api/v1/tax-tables/DE", table.ToJsonString())).Status);
        Assert.Equal(400, (await host.PutAsync("/api/v1/tax-tables/FR", table.ToJsonString())).Status);
        Assert.Equal("0.16", (await host.GetAsync("/api/v1/tax-tables/DE")).Json!["rates"]![0]!["rate"]!.ToString());
        Assert.Equal("0.19", (await host.GetAsync("/api/v1/tax-tables/DE/versions/1")).Json!["rates"]![0]!["rate"]!.ToString());
        Assert.Equal(2, (await host.GetAsync("/api/v1/tax-tables?key=DE")).Json!["items"]!.AsArray().Count);
        Assert.Equal("2026-07-01", (await host.GetAsync("/api/v1/tax-tables/DE/versions")).Json!["items"]![1]!["effectiveFrom"]!.ToString());
    }

    private static async Task<List<string>> IdsAsync(FabricHost host, string path)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await host.GetAsync(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}")).Json!;
            ids.AddRange(page["items"]!.AsArray().Select(one => one!["id"]!.ToString()));
            cursor = page["next"]?.ToString();
        }
        while (cursor is not null);
        return ids;
    }
}
