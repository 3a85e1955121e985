using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>Prices that no aggregate can serve, billed from real events: a share of each payment, a price in the event, the peak of each of the account's days.</summary>
public class When_prices_look_at_single_events
{
    [Fact]
    public async Task Should_bill_each_event_and_bill_again_what_came_late()
    {
        await using var host = await FabricHost.StartAsync();
        var imported = await host.PostAsync("/api/v1/catalog/import", Catalog);
        Assert.True(imported.Status == 200, imported.Json?.ToJsonString());

        // Sent in no order: what is free goes by when it happened.
        await SendAsync(host, Payment("p4", 12, 250), Payment("p1", 9, 100), Payment("p3", 11, 300), Payment("p2", 10, 150), Resale("r1", 0, 10m),
            Sessions("s1", "2026-03-10T10:00:00Z", 5), Sessions("s2", "2026-03-10T23:30:00Z", 8), Sessions("s3", "2026-03-11T12:00:00Z", 6));
        await host.UntilAsync("/api/v1/ingest/conservation", report => Accepted(report) == 8);
        await CloseAsync(host, "20260301");

        // Two payments and 250 are free: 550 at 1.3 % and two fees of 2. 10 x 1.33333. In Berlin 23:30 is the next day: peaks of 5 and 8.
        var lines = await LinesAsync(host, "20260301");
        Assert.Equal(["11.15", "13.33", "13.00"], lines.Select(line => line!["amount"]!.ToString()));
        foreach (var line in lines)
        {
            var unrounded = decimal.Parse(line!["derivation"]!["unroundedAmount"]!.ToString(), CultureInfo.InvariantCulture);
            Assert.Equal(unrounded, line["derivation"]!["steps"]!.AsArray().Sum(step => decimal.Parse(step!["amount"]!.ToString(), CultureInfo.InvariantCulture)));
        }

        var resold = (await host.GetAsync("/api/v1/usage/events?account=acme&source=test&id=r1")).Json!;
        Assert.Equal(("0", "10"), (resold["measures"]![0]!["quantity"]!.ToString(), resold["measures"]![0]!["amount"]!.ToString()));

        await SendAsync(host, Sessions("late", "2026-03-11T15:00:00Z", 9), Payment("late-payment", 8, 1000));
        await host.UntilAsync("/api/v1/ingest/conservation", report => Accepted(report) == 10);
        await CloseAsync(host, "20260401");

        // The late payment came first, so 750 of it, 100, 150, 300 and 250 are paid: 1,550 at 1.3 % and five fees. The second day's peak is 9.
        Assert.Equal(
            ["payments correction -11.15", "payments lateUsage 30.15", "sessions correction -13.00", "sessions lateUsage 14.00"],
            (await LinesAsync(host, "20260401")).Select(line => $"{line!["rateCardKey"]} {line["kind"]} {line["amount"]}"));
    }

    private static async Task CloseAsync(FabricHost host, string period)
    {
        Assert.Equal(202, (await host.PostAsync($"/api/v1/accounts/acme/periods/{period}/close", """{"force":true}""")).Status);
        await host.UntilAsync($"/api/v1/sagas/invoice:acme:{period}", saga => saga["saga"]!["state"]!.ToString() == "completed");
    }

    private static async Task<JsonArray> LinesAsync(FabricHost host, string period) => (await host.GetAsync($"/api/v1/invoices/acme:{period}/lines")).Json!["items"]!.AsArray();

    private static long Accepted(JsonNode report) =>
        report["items"]!.AsArray().Sum(partition => long.Parse(partition!["totals"]!["accepted"]!.ToString(), CultureInfo.InvariantCulture));

    private static string Payment(string id, int hour, int amount) => Event(id, "payment", $"2026-03-10T{hour:D2}:00:00Z", $$"""{"amount":{{amount}}}""");

    private static string Resale(string id, int units, decimal cost) =>
        Event(id, "resale", "2026-03-10T10:00:00Z", string.Create(CultureInfo.InvariantCulture, $$"""{"units":{{units}},"cost":{{cost}}}"""));

    private static string Sessions(string id, string time, int open) => Event(id, "sessions", time, $$"""{"open":{{open}}}""");

    private static string Event(string id, string type, string time, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"test","type":"{{type}}","subject":"acme","time":"{{time}}","data":{{data}}}""";

    private static async Task SendAsync(FabricHost host, params string[] events)
    {
        var sent = await host.SendAsync(HttpMethod.Post, "/usage/cloudevents?partitionKey=a", $"[{string.Join(',', events)}]", "application/cloudevents-batch+json");
        Assert.True(sent.Status is >= 200 and < 300, $"{sent.Status} {sent.Json}");
    }

    private const string Catalog = """
        {
          "legalEntities": [{"id": "de01", "name": "Acme GmbH", "currency": "EUR", "jurisdiction": "DE", "invoicePrefix": "DE-"}],
          "taxTables": [{"jurisdiction": "DE", "rates": [{"taxClass": "standard", "name": "USt 19 %", "rate": "0.19"}]}],
          "eventTypes": [{"type": "payment"}, {"type": "resale"}, {"type": "sessions"}],
          "meters": [
            {"key": "payments", "name": "Payments", "eventType": "payment", "aggregation": "sum", "unit": "EUR", "value": "amount"},
            {"key": "resale", "name": "Resale", "eventType": "resale", "aggregation": "sum", "unit": "piece", "value": "units", "amount": "cost"},
            {"key": "sessions", "name": "Sessions", "eventType": "sessions", "aggregation": "max", "unit": "session", "value": "open"}],
          "plans": [{"key": "pay", "version": 1, "name": "Pay", "currency": "EUR", "rateCards": [
            {"key": "payments", "product": "payments", "name": "Payments", "meter": "payments", "price": {"model": "percentage", "rate": "1.3", "fixedFee": "2", "freeAmount": "250", "freeEvents": 2}},
            {"key": "resale", "product": "resale", "name": "Resale", "meter": "resale", "price": {"model": "dynamic", "multiplier": "1.33333"}},
            {"key": "sessions", "product": "sessions", "name": "Sessions", "meter": "sessions", "price": {"model": "bucketed", "bucket": "day", "price": {"model": "perUnit", "unitAmount": "1"}}}]}],
          "accounts": [{"id": "acme", "name": "Acme", "legalEntityId": "de01", "timeZone": "Europe/Berlin", "jurisdiction": "DE", "lateUsage": "creditAndRebill"}],
          "subscriptions": [{"id": "acme-1", "accountId": "acme", "planKey": "pay", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00"}]
        }
        """;
}
