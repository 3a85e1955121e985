using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Running;

namespace RevenueFunctions.Tests.Simulation.Suite;

public sealed class SimulationOptionsTests
{
    [Fact]
    public void Parse_EveryOption_ReadsIt()
    {
        var options = SimulationOptions.Parse(
            ["--seeds", "10", "--from", "7", "--faults", "DoorbellLost,clockskew", "--interleaving", "5", "--threads", "3", "--digests"]);

        Assert.Equal((10, 7, 5, 3, true), (options.Seeds, options.From, options.Interleaving, options.Threads, options.Digests));
        Assert.Equal([FaultKind.DoorbellLost, FaultKind.ClockSkew], options.Faults);
    }

    [Fact]
    public void Parse_PlanOfASeed_IsThePlanOfTheRun()
    {
        var setup = SimulationOptions.Parse(["--seed", "7", "--plan", "CrashAfterCommit@12:3,DoorbellLost@2:0"]).Setup(7);

        Assert.Equal([new PlannedFault(FaultKind.CrashAfterCommit, 12, 3), new PlannedFault(FaultKind.DoorbellLost, 2, 0)], setup.Plan.Faults);
        Assert.Equal("CrashAfterCommit@12:3,DoorbellLost@2:0", setup.Plan.ToString());
    }

    [Theory]
    [InlineData("all", 1)]
    [InlineData("none", 0)]
    public void Parse_FaultsByOneWord_MeansEachOrNone(string word, int least)
    {
        var drawn = Enumerable.Range(1, 50).Sum(seed => SimulationOptions.Parse(["--seeds", "50", "--faults", word]).Setup(seed).Plan.Faults.Count);

        Assert.True(least == 0 ? drawn == 0 : drawn > 50, $"{drawn} faults were drawn");
    }

    [Theory]
    [InlineData("--seeds", "--seeds needs a value")]
    [InlineData("--seeds 0", "--seeds is a whole number from 1")]
    [InlineData("--seeds x", "not 'x'")]
    [InlineData("--from 3", "--seeds or --seed is missing")]
    [InlineData("--seeds 5 --faults Rain", "There is no fault 'Rain'. There are: all, none, CrashBeforeCommit")]
    [InlineData("--seeds 5 --plan DoorbellLost@1:0", "say which with --seed")]
    [InlineData("--seed 5 --plan DoorbellLost@0:0", "--plan is a list such as")]
    [InlineData("--seed 5 --plan DoorbellLost", "--plan is a list such as")]
    [InlineData("--seed 5 --interleaving 101", "--interleaving is a whole number from 0 to 100")]
    [InlineData("--seeds 2 --from 2147483647", "The last seed is")]
    [InlineData("--seeds 2 --fault none", "no option '--fault'")]
    public void Parse_Nonsense_SaysWhatIsWrong(string line, string complaint)
    {
        var refused = Assert.Throws<SimulationOptionException>(() => SimulationOptions.Parse(line.Split(' ')));

        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Setup_FaultsNamed_AreThoseOfTheWholePlan()
    {
        var all = SimulationOptions.Parse(["--seeds", "100"]);
        var some = SimulationOptions.Parse(["--seeds", "100", "--faults", "ErpSlow"]);

        Assert.All(Enumerable.Range(1, 100), seed =>
            Assert.Equal(all.Setup(seed).Plan.Faults.Where(fault => fault.Kind == FaultKind.ErpSlow), some.Setup(seed).Plan.Faults));
    }
}
