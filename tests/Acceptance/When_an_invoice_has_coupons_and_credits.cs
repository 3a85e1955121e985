using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>What is taken off an invoice is taken off everywhere: the period closes without a break.</summary>
public class When_an_invoice_has_coupons_and_credits
{
    [Fact]
    public async Task Should_be_posted_and_reconciled_like_any_other()
    {
        await using var host = await FabricHost.StartAsync();
        var catalog = JsonNode.Parse(SmallCatalog.Json)!;
        catalog["coupons"] = new JsonArray(JsonNode.Parse("""{"key":"ten","name":"Ten off","percent":"10"}"""));
        catalog["accounts"]![0]!["coupons"] = new JsonArray("ten");
        var imported = await host.PostAsync("/api/v1/catalog/import", catalog.ToJsonString());
        Assert.True(imported.Status == 200, imported.Json?.ToJsonString());
        Assert.Equal(201, (await host.PutAsync("/api/v1/accounts/acme/credits/g1", """{"name":"Welcome","amount":"20.00","currency":"EUR","priority":1}""")).Status);

        Assert.Equal(202, (await host.PostAsync("/api/v1/accounts/acme/periods/20260301/close", "{}")).Status);
        await host.UntilAsync("/api/v1/sagas/invoice:acme:20260301", saga => saga["saga"]!["state"]!.ToString() == "completed");

        // 49.00 less 10 % is 44.10, and 19 % of that is 8.38.
        var invoice = (await host.GetAsync("/api/v1/invoices/acme:20260301")).Json!;
        Assert.Equal(("44.10", "52.48", "32.48"), (invoice["subtotal"]!.ToString(), invoice["total"]!.ToString(), invoice["amountDue"]!.ToString()));
        Assert.Empty((await host.GetAsync("/api/v1/exceptions")).Json!["items"]!.AsArray());
        Assert.Empty((await host.GetAsync("/api/v1/reconciliation/breaks")).Json!["items"]!.AsArray());
    }
}
