using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Engines;
using RevenueFunctions.Local.Engines.EventHub;
using RevenueFunctions.Local.Engines.EventHub.Producers;
using RevenueFunctions.Local.Storage;

namespace RevenueFunctions.Tests.Contract.EventHub;

/// <summary>Producers are let in by bytes: those in memory and those that wait for ingest.</summary>
public sealed class IngestGateTests
{
    private const int Kibibyte = 1024;
    private static readonly (string Name, string Key)[] Keys = [("noisy", "k1"), ("polite", "k2")];

    [Fact]
    public async Task Send_BacklogOverTheShare_RefusesTheNoisyAndServesTheOthers()
    {
        await using var host = await ProducerHost.StartAsync(new AdmissionOptions { HubBacklogBytes = 256 * Kibibyte }, Keys);

        // 128 KiB of 256 are one caller's share: a request of 100 KiB fits once.
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(host, "noisy", 100)).StatusCode);
        var refused = await SendAsync(host, "noisy", 100);
        var polite = await SendAsync(host, "polite", 50);

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Created), (refused.StatusCode, polite.StatusCode));
        await AssertRefusalAsync(refused, "over-share", "setting Admission:HubBacklogBytes");
        Assert.Equal(["producer key noisy", "producer key polite"], host.Engine.Backlog("usage").Read().Holders.Select(holder => holder.Caller));
    }

    [Fact]
    public async Task Send_BacklogFull_RefusesEverybodyUntilItIsIngested()
    {
        await using var host = await ProducerHost.StartAsync(new AdmissionOptions { HubBacklogBytes = 256 * Kibibyte }, Keys);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(host, "noisy", 200)).StatusCode);

        var refused = await SendAsync(host, "polite", 100);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await AssertRefusalAsync(refused, "host-saturated", "setting Admission:HubBacklogBytes");

        Assert.Single(await host.ReceiveAsync());
        Assert.Equal(0, host.Engine.Backlog("usage").Read().Held);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(host, "polite", 100)).StatusCode);
    }

    [Fact]
    public async Task Send_Refused_LeavesNothingBehind()
    {
        await using var host = await ProducerHost.StartAsync(new AdmissionOptions { HubBacklogBytes = 64 * Kibibyte }, Keys);
        await SendAsync(host, "noisy", 60);

        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(host, "polite", 10)).StatusCode);
        }

        Assert.Single((await host.ReceiveAsync()).SelectMany(batch => batch.Events));
        Assert.Equal((0L, 0L), (host.InFlight.Read().Held, host.Engine.Backlog("usage").Read().Held));
    }

    [Theory]
    [InlineData("not gzip", "gzip", HttpStatusCode.BadRequest)]
    [InlineData("x", "br", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("x", null, HttpStatusCode.ServiceUnavailable)]
    public async Task Send_FailsBehindTheGate_GivesBackWhatItHeld(string body, string? encoding, HttpStatusCode expected)
    {
        await using var host = await ProducerHost.StartAsync(Keys);
        host.Store.RefusesWrites = true;

        using var request = Request(host, "polite", new StringContent(body));
        if (encoding is not null)
        {
            request.Content!.Headers.ContentEncoding.Add(encoding);
        }

        Assert.Equal(expected, (await host.Client.SendAsync(request)).StatusCode);
        Assert.Equal((0L, 0L), (host.InFlight.Read().Held, host.Engine.Backlog("usage").Read().Held));
    }

    [Fact]
    public async Task Send_LengthUnknown_IsCountedAsItArrives()
    {
        await using var host = await ProducerHost.StartAsync(new AdmissionOptions { HubBacklogBytes = 256 * Kibibyte }, Keys);
        await SendAsync(host, "polite", 4);
        using var request = Request(host, "noisy", new ByteArrayContent(new byte[300 * Kibibyte]));
        request.Headers.TransferEncodingChunked = true;

        using var refused = await host.Client.SendAsync(request);

        await AssertRefusalAsync(refused, "host-saturated", "setting Admission:HubBacklogBytes");
        Assert.Equal([new ShareHolder("producer key polite", (4 * Kibibyte) + 1)], host.Engine.Backlog("usage").Read().Holders);
    }

    [Fact]
    public async Task Send_AnnouncesMuchAndSendsLittle_HoldsLittle()
    {
        await using var host = await ProducerHost.StartAsync();

        using var slow = await AnnounceAsync(host, 1_000_000);

        Assert.Equal(4 * Kibibyte, host.InFlight.Read().Peak);
    }

    [Fact]
    public async Task Send_MemoryOverTheShare_IsRefusedUntilTheOthersAreDone()
    {
        await using var host = await ProducerHost.StartAsync(new AdmissionOptions { IngestBytesInFlight = 64 * Kibibyte });
        using (await AnnounceAsync(host, 1_000_000))
        {
            // 4 of 64 KiB are held, so 60 are left; with 58 more the caller would hold 62.
            using var refused = await host.Client.PostAsync("/usage/messages", new ByteArrayContent(new byte[58 * Kibibyte]));
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            await AssertRefusalAsync(refused, "over-share", "setting Admission:IngestBytesInFlight");
            Assert.Equal(4 * Kibibyte, host.Engine.Backlog("usage").Read().Held);
        }

        await UntilAsync(() => host.InFlight.Read().Held == 0);

        using var taken = await host.Client.PostAsync("/usage/messages", new ByteArrayContent(new byte[58 * Kibibyte]));
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Fact]
    public async Task Recover_BacklogOfAnEarlierProcess_CountsUntilItIsRead()
    {
        var options = new EventHubOptions { Hubs = [new HubOptions("usage", 1)], BacklogBytes = 100 * Kibibyte };
        var store = new MemoryStore();
        var clock = new VirtualClock(new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero));
        var dead = new EventHubEngine(store, options, clock);
        await dead.RecoverAsync(default);
        for (var sent = 0; sent < 20; sent++)
        {
            await dead.AppendAsync("usage", new HubEvent(new byte[4 * Kibibyte]));
        }

        var engine = new EventHubEngine(store, options, clock);
        engine.AddConsumer(new HubConsumer("usage", HubConsumer.DefaultGroup, 5, HubRetryPolicy.None, (_, _) => Task.CompletedTask));
        await engine.RecoverAsync(default);

        var left = engine.Backlog("usage").Read();
        Assert.InRange(left.Held, 80 * Kibibyte, 90 * Kibibyte);
        Assert.Equal(ShareOutcome.Saturated, engine.Backlog("usage").TryTake("anybody", 20 * Kibibyte));

        await engine.TryTake()!.RunAsync(default);
        Assert.InRange(engine.Backlog("usage").Read().Held, 1, left.Held - (10 * Kibibyte));
        await engine.RunReadyAsync();
        Assert.Equal(0, engine.Backlog("usage").Read().Held);
    }

    [Fact]
    public async Task Consume_TwoGroups_ReleaseWhatBothHavePassed()
    {
        await using var host = await ProducerHost.StartAsync(Keys);
        host.Engine.AddConsumer(new HubConsumer("usage", "slow", 1, new HubRetryPolicy(-1, TimeSpan.FromHours(1), TimeSpan.FromHours(1)), (_, _) => throw new InvalidOperationException("not yet")));
        await SendAsync(host, "polite", 10);

        await host.ReceiveAsync();

        Assert.Equal((10 * Kibibyte) + 1, host.Engine.Backlog("usage").Read().Held);
    }

    private static async Task<HttpResponseMessage> SendAsync(ProducerHost host, string key, int kibibytes) =>
        await host.Client.SendAsync(Request(host, key, new ByteArrayContent(new byte[kibibytes * Kibibyte])));

    /// <summary>A client without a key that announces a body and sends little of it; it was let in when this returns.</summary>
    private static async Task<TcpClient> AnnounceAsync(ProducerHost host, int bytes)
    {
        var slow = new TcpClient();
        await slow.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /usage/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: {bytes}\r\n\r\nfirst"));
        await UntilAsync(() => host.InFlight.Read().Held > 0);

        return slow;
    }

    private static async Task UntilAsync(Func<bool> isReached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isReached())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static HttpRequestMessage Request(ProducerHost host, string key, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/usage/messages") { Content = content };
        var token = SharedAccessSignature.Create(new Uri(host.Client.BaseAddress!, "/usage"), key, Keys.Single(one => one.Name == key).Key, host.Clock.GetUtcNow().AddHours(1));
        request.Headers.TryAddWithoutValidation("Authorization", token);
        return request;
    }

    private static async Task AssertRefusalAsync(HttpResponseMessage refused, string type, string named)
    {
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        Assert.Equal($"urn:revenue-functions:problem:{type}", problem.RootElement.GetProperty("type").GetString());
        Assert.Contains(named, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("send it again in", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
