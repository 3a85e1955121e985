using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>Who is to approve a price sees first what it would have charged, account by account.</summary>
public class When_a_draft_is_tried_on_closed_periods
{
    [Fact]
    public async Task Should_show_what_each_account_would_have_paid_page_by_page()
    {
        await using var host = await FabricHost.StartAsync();
        var catalog = JsonNode.Parse(SmallCatalog.Json)!;
        var account = catalog["accounts"]![0]!.DeepClone();
        (account["id"], account["aliases"]) = ("rival", new JsonArray());
        catalog["accounts"]!.AsArray().Add(account);
        var subscription = catalog["subscriptions"]![0]!.DeepClone();
        (subscription["id"], subscription["accountId"]) = ("rival-1", "rival");
        catalog["subscriptions"]!.AsArray().Add(subscription);
        Assert.Equal(200, (await host.PostAsync("/api/v1/catalog/import", catalog.ToJsonString())).Status);
        foreach (var id in new[] { "acme", "rival" })
        {
            Assert.Equal(202, (await host.PostAsync($"/api/v1/accounts/{id}/periods/20260301/close", "{}")).Status);
            await host.UntilAsync($"/api/v1/sagas/invoice:{id}:20260301", saga => saga["saga"]!["state"]!.ToString() == "completed");
        }

        var plan = catalog["plans"]![0]!.DeepClone();
        plan.AsObject().Remove("version");
        plan["rateCards"]![0]!["price"]!["amount"] = "60.00";
        Assert.Equal(201, (await host.PostAsync("/api/v1/plans/scale/drafts", new JsonObject { ["document"] = plan, ["reason"] = "Dearer" }.ToJsonString())).Status);

        var audited = (await host.GetAsync("/api/v1/audit/head")).Json!.ToJsonString();
        var first = await host.PostAsync("/api/v1/plans/scale/drafts/1/shadow?limit=1", """{"periods":["20260301","20260401"]}""");
        Assert.Equal(200, first.Status);
        Assert.Equal(("acme", "acme", "11.00"), (first.Json!["accounts"]![0]!["accountId"]!.ToString(), first.Json["next"]!.ToString(), first.Json["difference"]!.ToString()));
        Assert.Equal(["compared", "notBilled"], first.Json["accounts"]![0]!["periods"]!.AsArray().Select(period => period!["state"]!.ToString()));
        var line = Assert.Single(first.Json["accounts"]![0]!["periods"]![0]!["lines"]!.AsArray())!;
        Assert.Equal(
            ("fee", "49.00", "49.00", "60.00"), (line["rateCardKey"]!.ToString(), line["billed"]!.ToString(), line["current"]!.ToString(), line["rated"]!.ToString()));
        var second = await host.PostAsync("/api/v1/plans/scale/drafts/1/shadow?limit=1&cursor=acme", """{"periods":["20260301"]}""");
        Assert.Equal(("rival", null), (second.Json!["accounts"]![0]!["accountId"]!.ToString(), second.Json["next"]?.ToString()));
        Assert.Equal(audited, (await host.GetAsync("/api/v1/audit/head")).Json!.ToJsonString());

        Assert.Equal(404, (await host.PostAsync("/api/v1/plans/scale/drafts/7/shadow", """{"periods":["20260301"]}""")).Status);
        Assert.Equal(400, (await host.PostAsync("/api/v1/plans/scale/drafts/1/shadow", """{"periods":["March"]}""")).Status);
    }
}
