namespace RevenueFunctions.Tests.Contract.ServiceBus;

public sealed class SessionOrderTests
{
    [Fact]
    public async Task Deliver_MessagesOfOneSession_ComeInTheOrderTheyWereSent()
    {
        var bench = new QueueBench(QueueBench.Nothing);
        for (var at = 0; at < 20; at++)
        {
            await bench.SendAsync("de", $"m{at:D2}");
        }

        await bench.RunAsync();

        Assert.Equal(Enumerable.Range(0, 20).Select(at => $"de/m{at:D2}#1"), bench.Seen);
        Assert.Equal(0, bench.Counts.Active);
    }

    [Fact]
    public async Task Deliver_SeveralSessions_EachKeepsItsOrderUnderAnyInterleaving()
    {
        var bench = new QueueBench(QueueBench.Nothing, consumer => consumer with { MaxConcurrentSessions = 4 });
        for (var at = 0; at < 10; at++)
        {
            foreach (var session in new[] { "de", "fr", "us" })
            {
                await bench.SendAsync(session, $"{session}{at}");
            }
        }

        await bench.RunAsync();

        foreach (var session in new[] { "de", "fr", "us" })
        {
            Assert.Equal(
                Enumerable.Range(0, 10).Select(at => $"{session}/{session}{at}#1"),
                bench.Seen.Where(seen => seen.StartsWith(session, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task TryTake_OneSessionWithTwoMessages_RunsOneCallAtATime()
    {
        var bench = new QueueBench(QueueBench.Nothing);
        await bench.SendAsync("de", "a");
        await bench.SendAsync("de", "b");

        var first = bench.Engine.TryTake();

        Assert.NotNull(first);
        Assert.Null(bench.Engine.TryTake());
        await first.RunAsync(CancellationToken.None);
        Assert.NotNull(bench.Engine.TryTake());
    }

    [Fact]
    public async Task TryTake_MoreSessionsThanAllowed_HoldsNoMoreThanMaxConcurrentSessions()
    {
        var bench = new QueueBench(QueueBench.Nothing, consumer => consumer with { MaxConcurrentSessions = 2 });
        foreach (var session in new[] { "a", "b", "c" })
        {
            await bench.SendAsync(session, session);
        }

        var taken = new[] { bench.Engine.TryTake(), bench.Engine.TryTake(), bench.Engine.TryTake() };

        Assert.Equal(2, taken.Count(item => item is not null));
        Assert.Equal(2, bench.Counts.AcceptedSessions);
    }

    [Fact]
    public async Task Idle_SessionWithoutMessages_IsHeldUntilTheTimeoutAndThenMakesRoom()
    {
        var bench = new QueueBench(QueueBench.Nothing, consumer => consumer with { MaxConcurrentSessions = 1, SessionIdleTimeout = TimeSpan.FromSeconds(10) });
        await bench.SendAsync("a", "a1");
        await bench.RunAsync();
        await bench.SendAsync("b", "b1");
        await bench.RunAsync();
        Assert.Equal(["a/a1#1"], bench.Seen);
        Assert.Equal(bench.Clock.GetUtcNow() + TimeSpan.FromSeconds(10), bench.Engine.NextDue);

        await bench.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["a/a1#1", "b/b1#1"], bench.Seen);
    }
}
