using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Ingest;
using RevenueFunctions.Posting;

namespace RevenueFunctions.Tests.Acceptance;

/// <summary>A request meets a hub that does not answer: an outage to come back after, and no failure of the fabric.</summary>
public sealed class When_the_usage_hub_is_away
{
    [Fact]
    public async Task Should_answer_503_and_say_when_to_come_back()
    {
        await using var host = await FabricHost.StartAsync(plain => plain with
        {
            LogLevel = Microsoft.Extensions.Logging.LogLevel.Critical,
            ConfigureServices = services => services.AddSingleton<IUsageHub>(new AbsentHub()),
        });

        using var client = new HttpClient { BaseAddress = host.Address };
        using var answer = await client.GetAsync(new Uri("/api/v1/ingest/conservation", UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, text);
        Assert.Contains("messaging-unavailable", text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta);
    }

    private sealed class AbsentHub : IUsageHub
    {
        public ValueTask<IReadOnlyList<HubPartition>> GetPartitionsAsync(CancellationToken cancellationToken = default) => throw new MessagingUnavailableException("The hub does not answer.");
    }
}
