namespace RevenueFunctions.Tests.Simulation.Suite;

/// <summary>What the fabric promises holds in every run, whatever goes wrong in it.</summary>
public sealed class When_seeds_are_run(ITestOutputHelper output)
{
    [Fact]
    public void Should_hold_every_promise_for_the_fixed_seeds() => AllHold(SeedRuns.Fixed);

    [Fact]
    public void Should_hold_every_promise_for_fresh_seeds() => AllHold(SeedRuns.Fresh);

    private void AllHold(SeedRuns runs)
    {
        output.WriteLine(runs.Report);

        Assert.Equal(runs.Seeds, runs.Tally.Runs);
        Assert.True(runs.Tally.Failed == 0, runs.Report);
    }
}
