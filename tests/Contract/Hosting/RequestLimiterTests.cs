using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RevenueFunctions.Tests.Contract.Hosting;

/// <summary>Requests under way are bounded and shared fairly; reads, writes and operators do not get in each other's way.</summary>
public sealed class RequestLimiterTests : IAsyncLifetime
{
    private readonly Barrier barrier = new();
    private HostBench host = null!;

    public async ValueTask InitializeAsync() => host = await HostBench.StartAsync(
        [typeof(WaitingHttp)],
        new()
        {
            ["Admission:ApiReads"] = "4", ["Admission:OperatorRequests"] = "1",
            ["HostKeys:Master"] = "m", ["HostKeys:Function:crm"] = "c", ["HostKeys:Function:web"] = "w",
        },
        services: services => services.AddSingleton(barrier));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Send_MoreThanIsLeft_IsRefusedCallerByCaller()
    {
        var crm = await StartAsync("c", 2);
        await AssertRefusedAsync("c", HttpStatusCode.TooManyRequests, "over-share");
        var web = await StartAsync("w", 1);
        await AssertRefusedAsync("w", HttpStatusCode.TooManyRequests, "over-share");
        var operators = await StartAsync("m", 1);
        await AssertRefusedAsync("m", HttpStatusCode.ServiceUnavailable, "host-saturated");
        await AssertRefusedAsync("nobody's", HttpStatusCode.ServiceUnavailable, "host-saturated");

        // Writes and operators have limits of their own; what is refused is counted where operators see it.
        Assert.Equal(204, (await host.SendAsync(HttpMethod.Post, "/api/quick", null, ("x-functions-key", "c"))).Status);
        var (status, admission) = await host.GetAsync("/admin/host/admission", ("x-functions-key", "m"));
        Assert.Equal(200, status);
        Assert.Equal("4 4 2 2", string.Join(' ', Names("limit", "held", "refusedOverShare", "refusedSaturated").Select(name => admission.GetProperty("apiReads").GetProperty(name).GetRawText())));
        Assert.Equal(["key Function:crm", "key Function:web", "key master"], admission.GetProperty("apiReads").GetProperty("holders").EnumerateArray().Select(one => one.GetProperty("caller").GetString()).Order());

        barrier.Open();
        foreach (var request in (Task<HttpResponseMessage>[])[.. crm, .. web, .. operators])
        {
            Assert.Equal(HttpStatusCode.NoContent, (await request).StatusCode);
        }

        Assert.Equal(204, (await host.GetAsync("/api/quick", ("x-functions-key", "c"))).Status);
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
        do
        {
            reads = (await host.GetAsync("/admin/host/admission", ("x-functions-key", "m"))).Body.GetProperty("apiReads");
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
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => HostBench.StartAsync([typeof(WaitingHttp)], new() { [setting] = value }, services: services => services.AddSingleton(barrier)));

        Assert.Contains(setting.Split(':')[1], refused.Message, StringComparison.Ordinal);
    }

    private static string[] Names(params string[] names) => names;

    private async Task<List<Task<HttpResponseMessage>>> StartAsync(string key, int count)
    {
        var started = Enumerable.Range(0, count).Select(_ => host.Client.SendAsync(Request(key))).ToList();
        await barrier.EnteredAsync(count);
        return started;
    }

    private async Task AssertRefusedAsync(string key, HttpStatusCode expected, string type)
    {
        using var refused = await host.Client.SendAsync(Request(key));
        Assert.Equal(expected, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        Assert.Equal($"urn:revenue-functions:problem:{type}", problem.RootElement.GetProperty("type").GetString());
        Assert.Contains("4 reading requests that may be under way (setting Admission:ApiReads)", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static HttpRequestMessage Request(string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/wait");
        request.Headers.Add("x-functions-key", key);
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
                await entered.WaitAsync();
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
        public async Task<IResult> WaitAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest request, CancellationToken cancellationToken)
        {
            await barrier.PassAsync(cancellationToken);
            return Results.NoContent();
        }

        [Function("Quick")]
        public static IResult Quick([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "quick")] HttpRequest request) => Results.NoContent();
    }
}
