using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using RevenueFunctions.Local.Engines;

namespace RevenueFunctions.Tests.Contract.Hosting;

public sealed class PumpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Start_WorkThatWaited_RunsAfterRecovery()
    {
        var engine = new ListEngine();
        var done = engine.Add();
        await using var pump = Started(engine, out var start);
        Assert.False(engine.IsRecovered);

        await start();

        await done.WaitAsync(Patience);
        Assert.True(engine.IsRecovered);
    }

    [Fact]
    public async Task Run_WorkThatArrivesLater_WakesThePump()
    {
        var engine = new ListEngine();
        await using var pump = Started(engine, out var start);
        await start();

        for (var round = 0; round < 200; round++)
        {
            await engine.Add().WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task Run_WorkThatArrivesWhileAnAlarmIsSet_IsNeverSleptThrough()
    {
        // Each round cuts a sleep with an alarm short: a wake-up lost in one of them would leave the pump asleep for an hour.
        var engine = new ListEngine { Alarm = TimeSpan.FromHours(1) };
        await using var pump = Started(engine, out var start);
        await start();

        for (var round = 0; round < 2000; round++)
        {
            await engine.Add().WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task Run_ManyProducers_RunsEveryItemExactlyOnce()
    {
        var engine = new ListEngine();
        await using var pump = Started(engine, out var start);
        await start();

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 500).Select(_ => engine.Add()).ToList())));
        await Task.WhenAll(all.SelectMany(tasks => tasks)).WaitAsync(Patience);

        Assert.Equal(4000, engine.Ran);
    }

    [Fact]
    public async Task Run_ItemThrows_FaultsAndTakesNoMore()
    {
        var engine = new ListEngine();
        _ = engine.Add(_ => throw new InvalidOperationException("bug"));
        await using var pump = Started(engine, out var start);
        await start();

        var bug = await Assert.ThrowsAsync<InvalidOperationException>(() => pump.Faulted.WaitAsync(Patience));

        Assert.Equal("bug", bug.Message);
        await pump.StopAsync(Patience);
        var late = engine.Add();
        Assert.False(late.IsCompleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryTake_Throws_FaultsInsteadOfFallingAsleep(bool afterWork)
    {
        var engine = new ListEngine();
        await using var pump = Started(engine, out var start);
        if (afterWork)
        {
            _ = engine.Add(_ =>
            {
                engine.Breaks = true;
                return Task.CompletedTask;
            });
        }
        else
        {
            engine.Breaks = true;
        }

        await start();

        await Assert.ThrowsAsync<NotSupportedException>(() => pump.Faulted.WaitAsync(Patience));
        await pump.StopAsync(Patience).WaitAsync(Patience);
    }

    [Fact]
    public async Task Stop_WorkInFlight_IsWaitedFor()
    {
        var engine = new ListEngine();
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var done = engine.Add(async _ =>
        {
            begun.SetResult();
            await go.Task;
        });
        await using var pump = Started(engine, out var start);
        await start();
        await begun.Task.WaitAsync(Patience);

        var stopping = pump.StopAsync(Patience);
        Assert.False(stopping.IsCompleted);
        go.SetResult();
        await stopping.WaitAsync(Patience);

        Assert.True(done.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Stop_GraceUsedUp_CancelsTheWork()
    {
        var engine = new ListEngine();
        var begun = new TaskCompletionSource();
        _ = engine.Add(async cancellationToken =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await using var pump = Started(engine, out var start);
        await start();
        await begun.Task.WaitAsync(Patience);

        await pump.StopAsync(TimeSpan.Zero).WaitAsync(Patience);

        Assert.Equal(0, pump.InFlight);
        Assert.False(pump.Faulted.IsCompleted);
    }

    [Fact]
    public async Task Sleep_UntilDue_TakesWorkWhenTheClockReachesIt()
    {
        var clock = new VirtualClock(DateTimeOffset.UnixEpoch);
        var engine = new ListEngine { DueAt = DateTimeOffset.UnixEpoch.AddHours(1), Clock = clock };
        var done = engine.Add(notify: false);
        var pump = new Pump([engine], clock, NullLogger<Pump>.Instance);
        await pump.StartAsync(CancellationToken.None);
        Assert.False(done.IsCompleted);

        while (!done.IsCompleted)
        {
            // The pump sets its alarm on its own thread; stepping the clock again reaches an alarm that was set late.
            clock.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        await pump.StopAsync(Patience);
        Assert.Equal(1, engine.Ran);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Step_SameSeed_RunsTheSameOrder(int seed)
    {
        var orders = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            var engines = new[] { new ListEngine("a"), new ListEngine("b") };
            foreach (var engine in engines)
            {
                Enumerable.Range(0, 20).ToList().ForEach(_ => engine.Add());
            }

            var pump = new SteppedPump(engines);
            await pump.RecoverAsync();
            var random = new Random(seed);
            var keys = new List<string>();
            while (await pump.StepAsync(random) is { } item)
            {
                keys.Add(item.Key);
            }

            orders.Add(string.Join(' ', keys));
        }

        Assert.Equal(orders[0], orders[1]);
        Assert.Equal(40, orders[0].Split(' ').Distinct().Count());
        Assert.NotEqual(string.Join(' ', Enumerable.Range(0, 20).Select(at => $"a{at}").Concat(Enumerable.Range(0, 20).Select(at => $"b{at}"))), orders[0]);
    }

    [Fact]
    public async Task RunUntilIdle_WorkWithoutEnd_IsRefused()
    {
        var engine = new ListEngine();
        Func<CancellationToken, Task> again = null!;
        again = _ =>
        {
            engine.Add(again);
            return Task.CompletedTask;
        };
        _ = engine.Add(again);

        await Assert.ThrowsAsync<InvalidOperationException>(() => new SteppedPump([engine]).RunUntilIdleAsync(new Random(1), maxSteps: 50));
    }

    private static Pump Started(ListEngine engine, out Func<Task> start)
    {
        var pump = new Pump([engine], TimeProvider.System, NullLogger<Pump>.Instance);
        start = () => pump.StartAsync(CancellationToken.None);
        return pump;
    }

    /// <summary>An engine over a list of work, in order.</summary>
    private sealed class ListEngine(string name = "list") : IEngine
    {
        private readonly ConcurrentQueue<WorkItem> waiting = new();
        private int added;
        private int ran;

        public event Action? WorkArrived;

        public string Name => name;

        public bool IsRecovered { get; private set; }

        public int Ran => ran;

        public DateTimeOffset? DueAt { get; init; }

        public TimeProvider Clock { get; init; } = TimeProvider.System;

        /// <summary>How far ahead something always seems due.</summary>
        public TimeSpan? Alarm { get; init; }

        public DateTimeOffset? NextDue => Alarm is { } ahead ? Clock.GetUtcNow() + ahead : waiting.IsEmpty ? null : DueAt;

        public Task RecoverAsync(CancellationToken cancellationToken)
        {
            IsRecovered = true;
            return Task.CompletedTask;
        }

        /// <summary>A bug: it throws when it is asked for work.</summary>
        public bool Breaks { get; set; }

        public WorkItem? TryTake() => Breaks ? throw new NotSupportedException("bug") : (DueAt is null || DueAt <= Clock.GetUtcNow()) && waiting.TryDequeue(out var item) ? item : null;

        public Task Add(Func<CancellationToken, Task>? work = null, bool notify = true)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(new WorkItem(name, $"{name}{Interlocked.Increment(ref added) - 1}", async cancellationToken =>
            {
                await (work?.Invoke(cancellationToken) ?? Task.CompletedTask);
                Interlocked.Increment(ref ran);
                done.TrySetResult();
            }));
            if (notify)
            {
                WorkArrived?.Invoke();
            }

            return done.Task;
        }
    }
}
