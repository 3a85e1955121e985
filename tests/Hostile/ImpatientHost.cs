using System.Globalization;
using System.Text.Json;
using RevenueFunctions.Tests.Hostile.Hosting;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile;

/// <summary>A host that waits for slow clients only for moments.</summary>
public sealed class ImpatientHost : IAsyncLifetime
{
    private int sent;

    internal AttackedHost Host { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal async Task StartAsync(params string[] settings) =>
        Host = await AttackedHost.StartAsync(["HostLimits:HeadTime=00:00:02", "HostLimits:SlowTime=00:00:02", "Api:BodyTime=00:00:03", .. settings]);

    /// <summary>Sends events one after the other; each is acknowledged, and all of them get an outcome.</summary>
    internal async Task TakesUsageAsync(int events)
    {
        using var client = new WireClient(Host.Address);
        for (var number = 0; number < events; number++)
        {
            var id = Interlocked.Increment(ref sent);
            var answer = await client.SendAsync(WireRequest.Json(
                "POST", "/usage/cloudevents", string.Create(CultureInfo.InvariantCulture, $$"""{"specversion":"1.0","id":"{{id}}","source":"s","type":"t","subject":"a","time":"2026-10-01T00:00:00Z"}"""), "application/cloudevents+json"));
            Assert.True(answer.Status == 202, $"{answer.Status} {answer.Text}");
        }

        using var patience = new CancellationTokenSource(WireClient.Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (JsonSerializer.Deserialize<JsonElement>((await client.SendAsync(WireRequest.Get("/api/v1/ingest/conservation"))).Body).GetProperty("items").EnumerateArray() is var partitions
            && (partitions.Any(partition => partition.GetProperty("notYetSeen").GetInt64() > 0) || partitions.Sum(partition => partition.GetProperty("enqueued").GetInt64()) < events))
        {
            Assert.False(patience.IsCancellationRequested, "Usage was acknowledged and got no outcome.");
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
