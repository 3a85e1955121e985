using RevenueFunctions.Local.Admission;
using RevenueFunctions.Local.Engines;

namespace RevenueFunctions.Tests.Contract.Admission;

/// <summary>A caller may hold as much as is left free, and is told when it is worth coming again.</summary>
public sealed class FairShareTests
{
    private const int Longest = 60;

    private readonly VirtualClock clock = new(new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 40)]
    [InlineData(3, 30)]
    [InlineData(5, 20)]
    public void TryTake_GreedyCallers_GetEqualPartsAndLeaveOneMore(int callers, int part)
    {
        var share = new FairShare(120, clock);

        for (var turn = 0; turn < 120; turn++)
        {
            for (var caller = 0; caller < callers; caller++)
            {
                share.TryTake($"caller {caller}", 1);
            }
        }

        Assert.Equal(Enumerable.Repeat((long)part, callers), share.Read().Holders.Select(holder => holder.Held));
        Assert.Equal(ShareOutcome.OverShare, share.TryTake("caller 0", 1));
        Assert.Equal(ShareOutcome.Taken, share.TryTake("one more", part));
    }

    [Fact]
    public void TryTake_NothingLeft_IsSaturatedForEverybody()
    {
        var share = new FairShare(100, clock);
        share.Take("an earlier process", 100);

        Assert.Equal(ShareOutcome.Saturated, share.TryTake("one", 1));
        Assert.Equal(ShareOutcome.Saturated, share.TryTake("two", 1));
        Assert.Equal((2L, 0L), (share.Read().RefusedSaturated, share.Read().RefusedOverShare));
    }

    [Fact]
    public void TryTake_NothingHeld_ServesAnyAmount()
    {
        var share = new FairShare(100, clock);

        Assert.Equal(ShareOutcome.Taken, share.TryTake("one", 1000));
        Assert.Equal(ShareOutcome.Saturated, share.TryTake("two", 1));
    }

    [Fact]
    public void TryTake_NeedAboveTheShare_TakesNothing()
    {
        var share = new FairShare(100, clock);
        share.TryTake("one", 10);

        Assert.Equal(ShareOutcome.OverShare, share.TryTake("one", 1, need: 81, already: 0));
        Assert.Equal(ShareOutcome.Taken, share.TryTake("one", 1, need: 80, already: 0));
        Assert.Equal(11, share.Read().Held);
    }

    [Fact]
    public void TryTake_ARequestThatIsAlone_GetsAllItNeeds()
    {
        var share = new FairShare(100, clock);
        share.TryTake("one", 10, need: 1000, already: 0);

        Assert.Equal(ShareOutcome.Taken, share.TryTake("one", 990, need: 990, already: 10));
        Assert.Equal(ShareOutcome.Saturated, share.TryTake("one", 1));
    }

    [Fact]
    public void Release_All_ForgetsTheCaller()
    {
        var share = new FairShare(100, clock);
        share.TryTake("one", 30);
        share.TryTake("one", 10);
        share.Release("one", 30);
        Assert.Equal([new ShareHolder("one", 10)], share.Read().Holders);

        share.Release("one", 10);

        Assert.Empty(share.Read().Holders);
        Assert.Equal((0L, 40L), (share.Read().Held, share.Read().Peak));
    }

    [Fact]
    public void Release_MoreThanIsHeld_IsABug()
    {
        var share = new FairShare(100, clock);
        share.TryTake("one", 1);

        Assert.Throws<ArgumentOutOfRangeException>(() => share.Release("one", 2));
    }

    [Fact]
    public void RetryAfter_NothingMeasured_IsTheShortest() => Assert.Equal(1, new FairShare(100, clock).RetryAfter("one", 10, Longest));

    [Fact]
    public void RetryAfter_AtAMeasuredRate_IsWhatHasToDrainDividedByIt()
    {
        // 10 a second, while it is in use; the idle hour in between does not count.
        var share = new FairShare(1000, clock);
        Drain(share, 100, seconds: 10);
        clock.Advance(TimeSpan.FromHours(1));
        share.Take("one", 1000);

        // One holds all: each unit that drains frees one and takes one from its account, so half of what is missing (1000 + 100) has to.
        Assert.Equal(55, share.RetryAfter("one", 100, Longest));

        // Two holds nothing: all of the 100 that are missing has to drain.
        Assert.Equal(10, share.RetryAfter("two", 100, Longest));
        Assert.Equal(7, share.RetryAfter("two", 100, longest: 7));
    }

    [Fact]
    public void RetryAfter_WhatItSays_IsEnough()
    {
        var share = new FairShare(1000, clock);
        Drain(share, 400, seconds: 40);
        for (var turn = 0; turn < 200; turn++)
        {
            share.TryTake("one", 7);
            share.TryTake("two", 3);
        }

        Assert.Equal(ShareOutcome.OverShare, share.TryTake("one", 50));
        var wait = share.RetryAfter("one", 50, Longest);
        for (var second = 0; second < wait; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            share.Release("one", 7);
            share.Release("two", 3);
        }

        Assert.Equal(ShareOutcome.Taken, share.TryTake("one", 50));
    }

    [Fact]
    public void RetryAfter_Standstill_BecomesTheLongest()
    {
        var share = new FairShare(1000, clock);
        Drain(share, 100, seconds: 10);
        share.Take("one", 1000);

        clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(Longest, share.RetryAfter("two", 100, Longest));
    }

    [Fact]
    public void RetryAfter_ClockSetBack_StaysInItsBounds()
    {
        var share = new FairShare(1000, clock);
        share.Take("one", 1000);
        clock.SetUtcNow(clock.GetUtcNow().AddHours(-1));
        share.Release("one", 10);

        Assert.InRange(share.RetryAfter("two", 100, Longest), 1, Longest);
    }

    private void Drain(FairShare share, int amount, int seconds)
    {
        share.Take("before", amount);
        for (var second = 0; second < seconds; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            share.Release("before", amount / seconds);
        }
    }
}
