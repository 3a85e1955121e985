using RevenueFunctions.Tests.Hostile.Hosting;
using RevenueFunctions.Tests.Hostile.Wire;

namespace RevenueFunctions.Tests.Hostile;

/// <summary>Connections are bounded: further ones are ended at once, and there is room again when one goes.</summary>
public class When_there_are_too_many_connections
{
    private const int Connections = 16;

    [Fact]
    public async Task Should_end_further_ones_and_have_room_again()
    {
        await using var host = await AttackedHost.StartAsync("HostLimits:Connections=16");
        var open = new List<WireConnection>();
        try
        {
            for (var number = 0; number < Connections; number++)
            {
                open.Add(await WireConnection.OpenAsync(host.Address));
                Assert.Equal(200, (await open[^1].SendAsync(WireRequest.Get("/api/v1/accounts"), host.Address)).Status);
            }

            using (var further = await WireConnection.OpenAsync(host.Address))
            {
                Assert.Equal(0, (await further.SendAsync(WireRequest.Get("/api/v1/accounts"), host.Address)).Status);
            }

            open[0].Dispose();
            open.RemoveAt(0);
            using var client = new WireClient(host.Address);
            using var patience = new CancellationTokenSource(WireClient.Patience);
            while ((await client.SendAsync(WireRequest.Get("/api/v1/accounts"))).Status != 200)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            open.ForEach(connection => connection.Dispose());
        }
    }

    [Theory]
    [InlineData("HostLimits:HeaderBytes", "1")]
    [InlineData("HostLimits:Connections", "0")]
    [InlineData("HostLimits:SlowTime", "00:00:01")]
    [InlineData("Api:MaxBodyBytes", "5")]
    public async Task Should_not_start_with_limits_that_make_no_sense(string setting, string value)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await (await AttackedHost.StartAsync($"{setting}={value}")).DisposeAsync());

        Assert.Contains(setting.Split(':')[1], refused.Message, StringComparison.Ordinal);
    }
}
