using System.Globalization;
using System.Text.Json.Nodes;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>Plans with every kind of fee, and accounts with one contract each.</summary>
internal static class ContractCatalog
{
    public const string Json = """
        {
          "legalEntities": [{"id": "de01", "name": "Acme GmbH", "currency": "EUR", "jurisdiction": "DE", "invoicePrefix": "DE-"}],
          "taxTables": [{"jurisdiction": "DE", "rates": [{"taxClass": "standard", "name": "USt 19 %", "rate": "0.19"}]}],
          "eventTypes": [{"type": "acme.request"}],
          "meters": [{"key": "requests", "name": "Requests", "eventType": "acme.request", "aggregation": "count", "unit": "request"}],
          "plans": [
            {"key": "small", "version": 1, "name": "Small", "currency": "EUR", "rateCards": [
              {"key": "fee", "product": "platform", "name": "Platform", "price": {"model": "flat", "amount": "31.00", "timing": "inAdvance"}}]},
            {"key": "large", "version": 1, "name": "Large", "currency": "EUR", "rateCards": [
              {"key": "fee", "product": "platform", "name": "Platform", "price": {"model": "flat", "amount": "93.00", "timing": "inAdvance"}}]},
            {"key": "dollars", "version": 1, "name": "Dollars", "currency": "USD", "rateCards": [
              {"key": "fee", "product": "platform", "name": "Platform", "price": {"model": "flat", "amount": "1.00"}}]},
            {"key": "team", "version": 1, "name": "Team", "currency": "EUR", "rateCards": [
              {"key": "seats", "product": "seats", "name": "Seats", "price": {"model": "graduated", "tiers": [{"upTo": "5", "unitAmount": "31.00"}, {"unitAmount": "15.50"}]}},
              {"key": "requests", "product": "api", "name": "Requests", "meter": "requests", "price": {"model": "perUnit", "unitAmount": "1.00"}}]},
            {"key": "metered", "version": 1, "name": "Metered", "currency": "EUR", "rateCards": [
              {"key": "requests", "product": "api", "name": "Requests", "meter": "requests", "price": {"model": "perUnit", "unitAmount": "1.00"}}]},
            {"key": "metered", "version": 2, "name": "Metered", "currency": "EUR", "rateCards": [
              {"key": "requests", "product": "api", "name": "Requests", "meter": "requests", "price": {"model": "perUnit", "unitAmount": "3.00"}}]},
            {"key": "annual", "version": 1, "name": "Annual", "currency": "EUR", "rateCards": [
              {"key": "year", "product": "platform", "name": "Platform for a year", "price": {"model": "flat", "amount": "2399.95"}, "fee": {"interval": "year", "timing": "inAdvance"}},
              {"key": "setup", "product": "setup", "name": "Set-up", "price": {"model": "flat", "amount": "250.00"}, "fee": {"interval": "once"}}]}]
        }
        """;

    /// <summary>Adds an account with one contract from the first of January 2026, in Berlin.</summary>
    public static async Task AddAsync(FabricHost host, string account, string plan, string more = "") => Assert.Equal(200, (await host.PostAsync("/api/v1/catalog/import", $$"""
        {"accounts": [{"id": "{{account}}", "name": "{{account}}", "legalEntityId": "de01", "timeZone": "Europe/Berlin", "jurisdiction": "DE"}],
         "subscriptions": [{"id": "{{account}}-1", "accountId": "{{account}}", "planKey": "{{plan}}", "planVersion": 1, "from": "2026-01-01T00:00:00+01:00"{{more}}}]}
        """)).Status);

    /// <summary>Records an amendment; answers its status and, where it is refused, the issues.</summary>
    public static async Task<FabricClient.Answer> AmendAsync(FabricHost host, string account, string json) =>
        await host.PostAsync($"/api/v1/subscriptions/{account}-1/amendments", json);

    /// <summary>Sends a request of an account at each of the instants, and waits until they count.</summary>
    public static async Task UseAsync(FabricHost host, string account, string period, params string[] instants)
    {
        var events = instants.Select(at => $$"""{"specversion":"1.0","id":"{{account}}-{{at}}","source":"test","type":"acme.request","subject":"{{account}}","time":"{{at}}","data":{ } }""");
        Assert.Equal(202, (await host.SendAsync(HttpMethod.Post, "/usage/cloudevents?partitionKey=a", $"[{string.Join(',', events)}]", "application/cloudevents-batch+json")).Status);
        await host.UntilAsync($"/api/v1/usage/{account}/{period}", usage => usage["eventCount"]?.GetValue<long>() == instants.Length);
    }

    /// <summary>Closes a period and answers its invoice's lines as "kind card from-to quantity amount", dates in Berlin.</summary>
    public static async Task<IReadOnlyList<string>> CloseAsync(FabricHost host, string account, string period)
    {
        Assert.Equal(202, (await host.PostAsync($"/api/v1/accounts/{account}/periods/{period}/close", """{"force":true}""")).Status);
        var closed = await host.UntilAsync($"/api/v1/accounts/{account}/periods", periods => StateOf(periods, period) == "closed");
        if (closed["items"]!.AsArray().Single(one => one!["periodKey"]!.ToString() == period)!["invoiceId"]?.ToString() is not { } invoice)
        {
            return [];
        }

        var lines = (await host.GetAsync($"/api/v1/invoices/{Uri.EscapeDataString(invoice)}/lines")).Json!["items"]!.AsArray();
        return [.. lines.Select(line => $"{line!["kind"]} {line["rateCardKey"]} {Day(line["serviceFrom"]!)}-{Day(line["serviceTo"]!)} x{line["quantity"]} {line["amount"]}")];
    }

    private static string? StateOf(JsonNode periods, string period) => periods["items"]!.AsArray().FirstOrDefault(one => one!["periodKey"]!.ToString() == period)?["state"]?.ToString();

    private static string Day(JsonNode instant) => TimeZoneInfo
        .ConvertTime(DateTimeOffset.Parse(instant.ToString(), CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))
        .ToString("MMdd", CultureInfo.InvariantCulture);
}
