using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RevenueFunctions.Local.Storage.Azurite;

namespace RevenueFunctions.Tests.Acceptance.Instances;

/// <summary>Table storage cannot be reached for a while, with a saga and usage on their way: everybody is told so, and all goes on when it is back.</summary>
public sealed class When_Table_storage_is_away
{
    private const int Before = 20;
    private const int During = 30;

    [Fact]
    public async Task Should_answer_503_and_go_on_when_it_is_back()
    {
        Assert.SkipWhen(AzuriteTables.WhyNot is not null, AzuriteTables.WhyNot ?? string.Empty);
        await using var azurite = await AzuriteTables.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var network = await TableProxy.StartAsync(azurite.Port);
        await using var host = await FabricHost.StartAsync(plain => plain with
        {
            Tables = AzuriteTables.ConnectionThrough(network.Port),
            LogLevel = Microsoft.Extensions.Logging.LogLevel.Critical,
        });
        Assert.Equal(200, (await host.PostAsync("/api/v1/catalog/import", SmallCatalog.Json)).Status);
        await SendAsync(host, 0, Before);
        await SeenAsync(host, Before);
        Assert.Equal(202, (await host.PostAsync("/api/v1/accounts/acme/periods/20260201/close", """{"force":true}""")).Status);

        network.Otherwise = TableFault.CutBefore;
        await SendAsync(host, Before, During);
        var refused = await Task.WhenAll(
            AskAsync(host, HttpMethod.Get, "/api/v1/invoices?legalEntity=de01"), AskAsync(host, HttpMethod.Post, "/api/v1/accounts/acme/periods/20260301/close"));
        Assert.All(refused, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.Status, answer.HasRetryAfter)));

        network.Otherwise = TableFault.None;
        await SeenAsync(host, Before + During);
        await host.UntilAsync("/api/v1/sagas/invoice:acme:20260201", saga => saga["saga"]!["state"]!.ToString() == "completed");
        Assert.Equal(202, (await host.PostAsync("/api/v1/accounts/acme/periods/20260301/close", """{"force":true}""")).Status);
        var invoice = await host.UntilAsync("/api/v1/invoices/acme:20260301", one => one["state"]?.ToString() == "posted");
        Assert.Equal((Before + During).ToString(System.Globalization.CultureInfo.InvariantCulture), invoice["usageEventCount"]!.ToString());
        Assert.Equal("0", (await host.PostAsync("/api/v1/reconciliation/runs", """{"account":"acme","period":"20260301"}""")).Json!["breaks"]!.ToString());
    }

    // The hub is the engine's own, as Event Hubs is another service: it takes usage all the while.
    private static async Task SendAsync(FabricHost host, int first, int count)
    {
        var events = Enumerable.Range(first, count).Select(number =>
            $$$"""{"specversion":"1.0","id":"e{{{number}}}","source":"/test","type":"acme.request","subject":"C-1","time":"2026-03-10T10:00:00Z","data":{"region":"eu"}}""");
        var sent = await host.SendAsync(HttpMethod.Post, "/usage/cloudevents", $"[{string.Join(',', events)}]", "application/cloudevents-batch+json");
        Assert.InRange(sent.Status, 200, 202);
    }

    private static Task SeenAsync(FabricHost host, int events) => host.UntilAsync("/api/v1/ingest/conservation", report =>
        report["items"]!.AsArray().Sum(partition => int.Parse(partition!["totals"]!["accepted"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture)) == events
        && report["items"]!.AsArray().All(partition => partition!["closes"]!.GetValue<bool>() && partition["notYetSeen"]!.ToString() == "0"));

    private static async Task<(HttpStatusCode Status, bool HasRetryAfter)> AskAsync(FabricHost host, HttpMethod method, string path)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("""{"force":true}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Headers.RetryAfter is not null);
    }
}
