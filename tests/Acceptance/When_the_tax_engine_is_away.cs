using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>An external tax engine fails in every way it can: each is an exception for a person and never an invoice; mended, the close goes on.</summary>
public class When_the_tax_engine_is_away
{
    private const string Invoice = "/api/v1/invoices/terms:20260301";

    [Fact]
    public async Task Should_ask_a_person_until_the_engine_answers_soundly()
    {
        var mode = "down";
        var keys = new ConcurrentBag<string>();
        await using var engine = await LoopbackApp.StartAsync(app => app.MapPost("/tax", async (HttpContext context) =>
        {
            keys.Add(context.Request.Headers["Idempotency-Key"].ToString());
            var asked = (await JsonNode.ParseAsync(context.Request.Body))!;
            if (mode == "slow")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            return mode == "down" ? Results.StatusCode(503) : Results.Text(Answer(asked, mode), "application/json");
        }));
        await using var host = await When_an_account_has_terms_of_its_own.StartAsync(new Dictionary<string, string?>
        {
            ["Tax:Endpoint"] = new Uri(engine.Client.BaseAddress!, "tax").ToString(),
            ["Tax:Timeout"] = "00:00:00.500",
        });
        Assert.Equal(202, (await host.PostAsync("/api/v1/accounts/terms/periods/20260301/close", """{"force":true}""")).Status);
        foreach (var (next, code) in new[] { ("slow", "tax-engine-unavailable"), ("wrong rate", "tax-engine-unavailable"), ("line missing", "tax-engine-contradictory"), ("no json", "tax-engine-contradictory"), ("sound", "tax-engine-contradictory") })
        {
            var open = await host.UntilAsync("/api/v1/exceptions?kind=saga&state=open", cases => cases["items"]!.AsArray().Any(one => Text(one!, "code") == code));
            Assert.Equal(404, (await host.GetAsync(Invoice)).Status);
            mode = next;
            var id = Uri.EscapeDataString(Text(open["items"]!.AsArray().First(one => Text(one!, "code") == code)!, "id"));
            Assert.Equal(200, (await host.PostAsync($"/api/v1/exceptions/{id}/resolve", """{"action":"retry","note":"Mended."}""")).Status);
            await host.UntilAsync($"/api/v1/exceptions/{id}", one => Text(one, "state") == "resolved");
        }

        var invoice = await host.UntilAsync(Invoice, one => one["state"]?.ToString() == "posted");
        Assert.Equal(("13.50", "148.50"), (Text(invoice, "taxTotal"), Text(invoice, "total")));
        Assert.Equal("Taxed elsewhere.", invoice["notes"]![0]!.ToString());
        Assert.StartsWith("terms%3A20260301:", Assert.Single(keys.Distinct(StringComparer.Ordinal)), StringComparison.Ordinal);
    }

    // A tenth of every line; what is wrong with it is the mode.
    private static string Answer(JsonNode asked, string mode)
    {
        var lines = new JsonArray([.. asked["lines"]!.AsArray().Skip(mode == "line missing" ? 1 : 0).Select(line =>
        {
            var amount = decimal.Parse(Text(line!, "amount"), CultureInfo.InvariantCulture);
            var tax = Math.Round(amount * (mode == "wrong rate" ? 0.2m : 0.1m), 2, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);
            return (JsonNode)new JsonObject { ["number"] = line!["number"]!.DeepClone(), ["taxes"] = new JsonArray(new JsonObject { ["name"] = "Tax", ["rate"] = "0.1", ["amount"] = tax }) };
        })]);
        var answer = new JsonObject { ["invoiceId"] = Text(asked, "invoiceId"), ["currency"] = Text(asked, "currency"), ["lines"] = lines, ["notes"] = new JsonArray("Taxed elsewhere.") };
        return mode == "no json" ? "<html>" : answer.ToJsonString();
    }

    private static string Text(JsonNode node, string member) => node[member]!.ToString();
}
