using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Functions.Access;
using RevenueFunctions.Functions.Http;
using RevenueFunctions.Functions.Settings;

namespace RevenueFunctions.Tests.Contract.Hosting;

/// <summary>Requests under way are bounded and shared fairly; reads, writes and operators do not get in each other's way.</summary>
public sealed class RequestLimiterTests : IAsyncLifetime
{
    private const string Crm = "crm-key-0123456789";
    private const string Web = "web-key-0123456789";
    private const string Master = "master-host-key-0123456789";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Barrier barrier = new();
    private HostBench host = null!;

    public async ValueTask InitializeAsync() => host = await HostBench.StartAsync(
        [typeof(WaitingHttp)],
        new()
        {
            ["Admission:ApiReads"] = "4", ["Admission:OperatorRequests"] = "1",
            ["ApiKeys:crm:Key"] = Crm, ["ApiKeys:web:Key"] = Web, ["ApiKeys:crm:Roles"] = "Reader", ["ApiKeys:web:Roles"] = "Reader",
            ["HostKeys:Master"] = Master,
        },
        services: services => services.AddSingleton(barrier));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Send_MoreThanIsLeft_IsRefusedCallerByCaller()
    {
        var crm = await StartAsync(("x-api-key", Crm), 2);
        await AssertRefusedAsync(("x-api-key", Crm), HttpStatusCode.TooManyRequests, "over-share");
        var web = await StartAsync(("x-api-key", Web), 1);
        await AssertRefusedAsync(("x-api-key", Web), HttpStatusCode.TooManyRequests, "over-share");
        var platform = await StartAsync(("x-functions-key", Master), 1);
        await AssertRefusedAsync(("x-functions-key", Master), HttpStatusCode.ServiceUnavailable, "host-saturated");
        await AssertRefusedAsync(("x-api-key", "no such key"), HttpStatusCode.ServiceUnavailable, "host-saturated");

        // Writes and operators have limits of their own; what is refused is counted where operators see it.
        Assert.Equal(204, (await host.SendAsync(HttpMethod.Post, "/api/quick", null, ("x-api-key", Crm))).Status);
        var reads = await ReadsAsync();
        Assert.Equal("4 4 2 2", string.Join(' ', ((string[])["limit", "held", "refusedOverShare", "refusedSaturated"]).Select(name => reads.GetProperty(name).GetRawText())));
        Assert.Equal(["host key master", "key:crm", "key:web"], reads.GetProperty("holders").EnumerateArray().Select(one => one.GetProperty("caller").GetString()).Order(StringComparer.Ordinal));

        barrier.Open();
        foreach (var request in (Task<HttpResponseMessage>[])[.. crm, .. web, .. platform])
        {
            Assert.Equal(HttpStatusCode.NoContent, (await request).StatusCode);
        }

        Assert.Equal(204, (await host.GetAsync("/api/quick", ("x-api-key", Crm))).Status);
    }

    [Fact]
    public async Task Send_CallerGoesAway_GivesItsPlaceBack()
    {
        using var gone = new CancellationTokenSource();
        var abandoned = host.Client.GetAsync("/api/wait", gone.Token);
        await barrier.EnteredAsync(1);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);

        JsonElement reads;
        using var patience = new CancellationTokenSource(Patience);
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            reads = await ReadsAsync();
        }
        while (reads.GetProperty("held").GetInt64() > 0);
        Assert.Equal(1, reads.GetProperty("peak").GetInt64());
    }

    [Theory]
    [InlineData("Admission:ApiReads", "0")]
    [InlineData("Admission:HubBacklogBytes", "1")]
    [InlineData("Admission:LongestRetryAfter", "86400")]
    public async Task Start_SettingOutOfRange_IsRefused(string setting, string value)
    {
        var refused = await Assert.ThrowsAsync<SettingsRefusedException>(() => HostBench.StartAsync([typeof(WaitingHttp)], new() { [setting] = value }, services: services => services.AddSingleton(barrier)));

        Assert.Contains(setting.Replace(":", "__", StringComparison.Ordinal), refused.Message, StringComparison.Ordinal);
    }

    private async Task<JsonElement> ReadsAsync()
    {
        var (status, admission) = await host.GetAsync("/admin/host/admission", ("x-functions-key", Master));
        Assert.Equal(200, status);
        return admission.GetProperty("apiReads");
    }

    private async Task<List<Task<HttpResponseMessage>>> StartAsync((string Name, string Value) key, int count)
    {
        var started = Enumerable.Range(0, count).Select(_ => host.Client.SendAsync(Request(key))).ToList();
        await barrier.EnteredAsync(count);
        return started;
    }

    private async Task AssertRefusedAsync((string Name, string Value) key, HttpStatusCode expected, string type)
    {
        using var refused = await host.Client.SendAsync(Request(key));
        Assert.Equal(expected, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        Assert.Equal($"urn:revenue-functions:problem:{type}", problem.RootElement.GetProperty("type").GetString());
        Assert.Contains("4 reading requests that may be under way (setting Admission:ApiReads)", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static HttpRequestMessage Request((string Name, string Value) key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/wait");
        request.Headers.Add(key.Name, key.Value);
        return request;
    }

    /// <summary>Holds requests inside a function until a test opens it.</summary>
    public sealed class Barrier
    {
        private readonly SemaphoreSlim entered = new(0);
        private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task EnteredAsync(int count)
        {
            for (var one = 0; one < count; one++)
            {
                Assert.True(await entered.WaitAsync(Patience), "A request did not come to the function.");
            }
        }

        public async Task PassAsync(CancellationToken cancellationToken)
        {
            entered.Release();
            await opened.Task.WaitAsync(cancellationToken);
        }

        public void Open() => opened.TrySetResult();
    }

    public sealed class WaitingHttp(Barrier barrier)
    {
        [Function("Wait")]
        [ApiOperation(Role.Anyone, "Sample", "Waits.")]
        public async Task<IResult> WaitAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest request, CancellationToken cancellationToken)
        {
            await barrier.PassAsync(cancellationToken);
            return Results.NoContent();
        }

        [Function("Quick")]
        [ApiOperation(Role.Anyone, "Sample", "Does not wait.")]
        public static IResult Quick([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "quick")] HttpRequest request) => Results.NoContent();
    }
}
