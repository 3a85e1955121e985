using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RevenueFunctions.Local.Engines.ServiceBus;
using RevenueFunctions.Local.Hosting.Functions;

namespace RevenueFunctions.Tests.Contract.Hosting;

public sealed class TriggerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Dictionary<string, string?> Names = new() { ["TickSchedule"] = "0 0 0 1 1 *", ["TakeQueue"] = "taking" };

    [Fact]
    public async Task PostAdmin_TimerFunction_IsAcceptedAndRuns()
    {
        await using var host = await StartAsync();

        Assert.Equal(202, (await host.SendAsync(HttpMethod.Post, "/admin/functions/tick", new StringContent("{}"))).Status);

        Assert.Equal("tick False", await Prints(host).First.WaitAsync(Patience));
    }

    [Theory]
    [InlineData("Take", 400)]
    [InlineData("Unknown", 404)]
    public async Task PostAdmin_OtherFunction_IsRefused(string function, int expected)
    {
        await using var host = await StartAsync();

        Assert.Equal(expected, (await host.SendAsync(HttpMethod.Post, $"/admin/functions/{function}")).Status);
    }

    [Fact]
    public async Task Send_ToTheQueue_ReachesTheFunctionWithItsActions()
    {
        await using var host = await StartAsync();
        var queues = host.Host.Services.GetRequiredService<SessionQueueEngine>();

        await queues.SendAsync("taking", new QueueMessage { MessageId = "m1", SessionId = "de", Body = Encoding.UTF8.GetBytes("ring") });

        Assert.Equal("de m1 ring", await Prints(host).First.WaitAsync(Patience));
    }

    [Fact]
    public async Task GetAdmin_Functions_ListsThemWithTheirTriggers()
    {
        await using var host = await StartAsync();

        var (_, body) = await host.GetAsync("/admin/functions");

        Assert.Equal(["serviceBusTrigger", "timerTrigger"], body.EnumerateArray().Select(function => function.GetProperty("trigger").GetString()));
    }

    [Fact]
    public async Task Start_SettingMissing_NamesIt()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => HostBench.StartAsync([typeof(SampleWorkers)], services: HttpFunctionTests.Services));

        Assert.Contains("TickSchedule", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ServiceMissing_NamesTheClassAndTheService()
    {
        var refused = await Assert.ThrowsAsync<FunctionIndexException>(() => HostBench.StartAsync([typeof(SampleHttp)]));

        Assert.Contains("SampleHttp cannot be made: nobody registers ScopedThing and Footprints", Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    private static Task<HostBench> StartAsync() => HostBench.StartAsync([typeof(SampleWorkers)], new(Names), services: HttpFunctionTests.Services);

    private static Footprints Prints(HostBench host) => host.Host.Services.GetRequiredService<Footprints>();
}
