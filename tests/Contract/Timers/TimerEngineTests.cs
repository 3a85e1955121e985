using RevenueFunctions.Local.Engines.Timers;

namespace RevenueFunctions.Tests.Contract.Timers;

public sealed class TimerEngineTests
{
    private static DateTimeOffset At(int minute, int second = 0) => new(2026, 11, 1, 0, minute, second, TimeSpan.Zero);

    [Fact]
    public async Task Run_EveryFiveMinutes_FiresAtEachOccurrenceAndRecordsIt()
    {
        var bench = new TimerBench().Restart("0 */5 * * * *");

        await bench.LiveAsync(TimeSpan.FromMinutes(16));

        Assert.Equal([(At(5), false), (At(10), false), (At(15), false)], bench.Fired);
        Assert.Equal(At(10).UtcDateTime, bench.Statuses[2]!.Last);
        Assert.Equal(At(15).UtcDateTime, bench.Statuses[2]!.Next);
    }

    [Fact]
    public async Task Recover_OccurrencesMissedWhileDown_FiresOncePastDue()
    {
        var bench = new TimerBench().Restart("0 */5 * * * *");
        await bench.LiveAsync(TimeSpan.FromMinutes(6));
        bench.Clock.Advance(TimeSpan.FromMinutes(21));
        bench.Restart("0 */5 * * * *");

        await bench.LiveAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([(At(5), false), (At(27, 30), true), (At(30), false)], bench.Fired);
    }

    [Fact]
    public async Task Recover_MissedBeforeTheFirstRun_IsCaughtUpToo()
    {
        var bench = new TimerBench().Restart("0 0 * * * *");
        bench.Clock.Advance(TimeSpan.FromHours(3));
        bench.Restart("0 0 * * * *");

        await bench.RunAsync();

        Assert.True(Assert.Single(bench.Fired).IsPastDue);
    }

    [Fact]
    public async Task Recover_NothingMissed_WaitsForTheNextOccurrence()
    {
        var bench = new TimerBench().Restart("0 */5 * * * *");
        await bench.LiveAsync(TimeSpan.FromMinutes(6));
        bench.Restart("0 */5 * * * *");

        await bench.RunAsync();

        Assert.Single(bench.Fired);
        Assert.Equal(At(10), bench.Engine.NextDue);
    }

    [Fact]
    public async Task Recover_OtherSchedule_IsComputedAnewFromTheLastRecord()
    {
        var bench = new TimerBench().Restart("0 0 0 1 1 *");
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        bench.Restart("0 */5 * * * *");

        await bench.RunAsync();

        Assert.True(Assert.Single(bench.Fired).IsPastDue);
    }

    [Fact]
    public async Task Run_LongerThanTheInterval_NeverOverlapsAndSkipsWhatPassed()
    {
        var bench = new TimerBench().Restart("0 */5 * * * *");
        bench.Work = () =>
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(12));
            Assert.Null(bench.Engine.TryTake());
            return Task.CompletedTask;
        };

        await bench.LiveAsync(TimeSpan.FromMinutes(21));

        Assert.Equal([(At(5), false), (At(20), false)], bench.Fired);
    }

    [Fact]
    public async Task Run_FunctionThrows_FiresAgainByItsSchedule()
    {
        var bench = new TimerBench().Restart("0 */5 * * * *");
        bench.Work = () => throw new InvalidOperationException("no");

        await bench.LiveAsync(TimeSpan.FromMinutes(11));

        Assert.Equal(2, bench.Fired.Count);
    }

    [Fact]
    public async Task Recover_RunOnStartup_FiresAtOnceAndThenBySchedule()
    {
        var bench = new TimerBench().Restart("0 */5 * * * *", runOnStartup: true);

        await bench.LiveAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([(TimerBench.Start, false), (At(5), false)], bench.Fired);
    }

    [Fact]
    public async Task Recover_NotMonitored_CatchesNothingUpAndTellsNoStatus()
    {
        var bench = new TimerBench().Restart("0 */5 * * * *", useMonitor: false);
        bench.Clock.Advance(TimeSpan.FromMinutes(30));
        bench.Restart("0 */5 * * * *", useMonitor: false);

        await bench.RunAsync();
        Assert.Empty(bench.Fired);
        await bench.LiveAsync(TimeSpan.FromMinutes(5));

        Assert.Null(Assert.Single(bench.Statuses));
    }

    [Fact]
    public async Task Trigger_ByHand_FiresOnceAndSurvivesARestart()
    {
        var bench = new TimerBench().Restart("0 0 0 1 1 *");
        await bench.Engine.TriggerAsync("closedue");
        bench.Restart("0 0 0 1 1 *");

        await bench.RunAsync();
        bench.Restart("0 0 0 1 1 *");
        await bench.RunAsync();

        Assert.Equal([(TimerBench.Start, false)], bench.Fired);
    }

    [Fact]
    public async Task Run_TimeSpanSchedule_FiresAtTheInterval()
    {
        var bench = new TimerBench().Restart("00:02:00");

        await bench.LiveAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([At(2, 30), At(4, 30)], bench.Fired.Select(fired => fired.At));
    }

    [Theory]
    [InlineData("* * * *")]
    [InlineData("every day")]
    [InlineData("0 61 * * * *")]
    [InlineData("-00:01:00")]
    public void Parse_NoSchedule_SaysHowOneIsWritten(string expression)
    {
        var refused = Assert.Throws<FormatException>(() => TimerSchedule.Parse(expression));

        Assert.Contains(expression, refused.Message, StringComparison.Ordinal);
    }
}
