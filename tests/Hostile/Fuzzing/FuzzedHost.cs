using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RevenueFunctions.Catalog;
using RevenueFunctions.Tests.Hostile.Hosting;
using RevenueFunctions.Tests.Hostile.Mutation;
using RevenueFunctions.Tests.Hostile.Surface;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile.Fuzzing;

/// <summary>A host that holds something of everything (a catalog, usage, quarantine, invoices, postings, exceptions), and the surface to attack it through.</summary>
internal sealed class FuzzedHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Closed = ["20260801", "20260901"];

    private readonly SeedCatalog catalog = SeedCatalog.Read();
    private readonly KnownValues known = new();

    private FuzzedHost(AttackedHost host)
    {
        Host = host;
        Client = new WireClient(host.Address);
    }

    public AttackedHost Host { get; }

    /// <summary>A client for what is not part of the attack.</summary>
    public WireClient Client { get; }

    /// <summary>All operations.</summary>
    public ApiSurface Api { get; private set; } = null!;

    /// <summary>Valid usage.</summary>
    public UsageRequests Usage { get; private set; } = null!;

    /// <summary>What the host said it has.</summary>
    public Acknowledgements Acknowledged { get; } = new();

    /// <summary>Starts a host and fills it.</summary>
    public static async Task<FuzzedHost> StartAsync()
    {
        var started = new FuzzedHost(await AttackedHost.StartAsync());
        try
        {
            await started.FillAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts the catalog back as it was: what mutations made of it would otherwise turn all usage away.</summary>
    public async Task RestoreCatalogAsync() => await MustAsync(WireRequest.Json("POST", "/api/v1/catalog/import", catalog.Documents.ToString()));

    /// <summary>Sends a request that must succeed.</summary>
    public async Task<JsonElement> MustAsync(WireRequest request)
    {
        var answer = await Client.SendAsync(request);
        Acknowledged.Count(request, answer);
        if (answer.Status is < 200 or > 299)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.Target} answers {answer.Status} {answer.Text}"));
        }

        return answer.Body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(answer.Body);
    }

    /// <summary>Asks again until the answer is what is waited for; null when it never was.</summary>
    public async Task<JsonElement?> UntilAsync(string target, Func<JsonElement, bool> isReached)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            var answer = await Client.SendAsync(WireRequest.Get(target));
            if (answer.Status == 200 && JsonSerializer.Deserialize<JsonElement>(answer.Body) is var document && isReached(document))
            {
                return document;
            }
        }
        while (!patience.IsCancellationRequested && await pause.WaitForNextTickAsync(CancellationToken.None));
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>A draft of the next version of the first meter: it has no version of its own to get wrong.</summary>
    private async Task AddDraftAsync()
    {
        var meter = JsonNode.Parse(catalog.All("meters")[0].ToString())!;
        meter["name"] = "Another name";
        var draft = new JsonObject { ["document"] = meter.DeepClone(), ["reason"] = "So that there is one." };
        await MustAsync(WireRequest.Json("POST", $"/api/v1/meters/{meter["key"]}/drafts", draft.ToJsonString()));
    }

    private async Task FillAsync()
    {
        var openApi = await MustAsync(WireRequest.Get("/api/openapi.json"));
        var sample = new SchemaSample(openApi, catalog.BySchema(openApi), known);
        Usage = new UsageRequests(catalog, sample);
        Api = ApiSurface.Of(openApi, await Host.RoutesAsync(), sample, known);
        await RestoreCatalogAsync();
        foreach (var kind in GovernedKind.All)
        {
            known.Add("/api/v1", kind.Name);
        }

        await AddDraftAsync();
        var choice = new SeededChoice(1);
        for (var number = 0; number < 60; number++)
        {
            await MustAsync(Usage.Make(choice).ToWire());
        }

        await MustAsync(WireRequest.Json("POST", "/usage/cloudevents", """{"specversion":"1.0","id":"q","source":"s","type":"acme.unknown","subject":"nobody","time":"2026-03-01T00:00:00Z"}""", "application/cloudevents+json"));
        foreach (var account in catalog.All("accounts").Take(3).Select(account => JsonSerializer.Deserialize<string>(account["id"]!.ToString())))
        {
            foreach (var period in Closed)
            {
                await Client.SendAsync(WireRequest.Json("POST", $"/api/v1/accounts/{account}/periods/{period}/close", """{"force":true}"""));
            }
        }

        _ = await UntilAsync("/api/v1/invoices?state=posted", page => page.GetProperty("items").GetArrayLength() >= 2)
            ?? throw new InvalidOperationException("No invoice was posted, so there is nothing to attack.");
        await LearnAsync(choice);
    }

    /// <summary>Reads everything that can be read, first the lists and then what is in them.</summary>
    public async Task LearnAsync(SeededChoice choice)
    {
        known.Add("hub", "usage");
        known.Add("partition", "0");
        foreach (var operation in Api.Operations.Where(operation => operation.Method == "GET").OrderBy(operation => operation.PathParameters.Count))
        {
            for (var times = operation.PathParameters.Count == 0 ? 1 : 4; times > 0; times--)
            {
                var request = Api.Make(operation, choice) with { Query = [] };
                var answer = await Client.SendAsync(request.ToWire());
                if (answer.Status == 200 && operation.Template != "/api/openapi.json" && answer.Header("Content-Type").StartsWith("application/json", StringComparison.Ordinal))
                {
                    known.Learn(request.ToWire().Target, JsonSerializer.Deserialize<JsonElement>(answer.Body));
                }
            }
        }
    }
}
