using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>A price, an invoice and the books, each in a currency of its own, over HTTP.</summary>
public class When_currencies_meet
{
    [Fact]
    public async Task Should_invoice_in_the_accounts_currency_and_book_in_the_entitys()
    {
        await using var host = await FabricHost.StartAsync();
        var catalog = JsonNode.Parse(SmallCatalog.Json)!;
        catalog["plans"]!.AsArray().Add(JsonNode.Parse("""{"key":"dollars","version":1,"name":"Dollars","currency":"USD","rateCards":[{"key":"fee","product":"platform","name":"Platform","price":{"model":"flat","amount":"100.00"}}]}"""));
        catalog["exchangeRates"] = JsonNode.Parse("""[{"from":"USD","to":"EUR","date":"2026-01-01","rate":"0.9","source":"ECB"},{"from":"GBP","to":"EUR","date":"2026-01-01","rate":"1.2","source":"ECB"},{"from":"USD","to":"GBP","date":"2026-01-01","rate":"0.75","source":"ECB"}]""");
        foreach (var (id, currency) in new[] { ("euros", null), ("dollars", "USD"), ("pounds", "GBP") })
        {
            catalog["accounts"]!.AsArray().Add(new JsonObject
            {
                ["id"] = id, ["name"] = id, ["legalEntityId"] = "de01", ["timeZone"] = "Europe/Berlin", ["jurisdiction"] = "DE", ["currency"] = currency,
            });
            catalog["subscriptions"]!.AsArray().Add(new JsonObject
            {
                ["id"] = $"{id}-1", ["accountId"] = id, ["planKey"] = "dollars", ["planVersion"] = 1, ["from"] = "2026-01-01T00:00:00+01:00",
            });
        }

        foreach (var account in catalog["accounts"]!.AsArray().Where(account => account!["currency"] is null))
        {
            account!.AsObject().Remove("currency");
        }

        var imported = await host.PostAsync("/api/v1/catalog/import", catalog.ToJsonString());
        Assert.True(imported.Status == 200, imported.Json?.ToJsonString());
        foreach (var (id, currency, total, booked) in new[] { ("euros", "EUR", "107.10", "107.10"), ("dollars", "USD", "119.00", "107.10"), ("pounds", "GBP", "89.25", "107.10") })
        {
            Assert.Equal(202, (await host.PostAsync($"/api/v1/accounts/{id}/periods/20260301/close", "{}")).Status);
            await host.UntilAsync($"/api/v1/sagas/invoice:{id}:20260301", saga => saga["saga"]!["state"]!.ToString() == "completed");
            var invoice = (await host.GetAsync($"/api/v1/invoices/{id}:20260301")).Json!;
            Assert.Equal((currency, total), (invoice["currency"]!.ToString(), invoice["total"]!.ToString()));
            var entry = (await host.GetAsync($"/api/v1/invoices/{id}:20260301/journal")).Json!["entries"]![0]!["entry"]!;
            Assert.Equal(("EUR", booked), (entry["currency"]!.ToString(), entry["totalDebit"]!.ToString()));
        }

        Assert.Empty((await host.GetAsync("/api/v1/exceptions")).Json!["items"]!.AsArray());
        Assert.Equal("true", (await host.GetAsync("/api/v1/ledger/de01/trial-balance")).Json!["isBalanced"]!.ToString());
    }
}
