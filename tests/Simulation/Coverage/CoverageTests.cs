using RevenueFunctions.Tests.Simulation.Faults;
using RevenueFunctions.Tests.Simulation.Suite;

namespace RevenueFunctions.Tests.Simulation.Coverage;

/// <summary>What the suite's seeds never do is tested by nothing: a kind of fault that never strikes, a recovery path that is never taken.</summary>
public sealed class CoverageTests
{
    /// <summary>Paths that no seed has taken yet, and why. One that is taken must be struck off.</summary>
    private static readonly Dictionary<RecoveryPath, string> NotReached = new()
    {
        [RecoveryPath.LateClaimMovedOn] = "the period that claims late usage would have to be frozen between the claim and the record",
        [RecoveryPath.DraftDropped] = "issuing would have to fail for good: no fault lasts through the twelve tries of an activity",
    };

    public static TheoryData<string> Kinds => [.. FaultKinds.All.Select(kind => kind.ToString())];

    public static TheoryData<string> Paths => [.. Enum.GetNames<RecoveryPath>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_FixedSeeds_EveryKindOfFaultStrikes(string kind)
    {
        var fault = SeedRuns.Fixed.Tally.Faults.Single(one => one.Kind.ToString() == kind);

        Assert.True(fault.Struck > 0, $"{kind} was planned {fault.Planned} times in {SeedRuns.Fixed.Tally.Runs} runs and never struck; its fault point was passed {fault.Passed} times.");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Run_FixedSeeds_EveryRecoveryPathIsTaken(string path)
    {
        var counted = SeedRuns.Fixed.Tally.Paths.Single(one => one.Path.ToString() == path);
        var isExcused = NotReached.TryGetValue(counted.Path, out var why);

        Assert.True(
            counted.Taken > 0 != isExcused,
            isExcused
                ? $"{path} is taken now ({counted.Taken} times): strike it off the list of those that are not ({why})."
                : $"No run among {SeedRuns.Fixed.Tally.Runs} took the recovery path {path}: nothing tests it. See the comment of RecoveryPath.{path}.");
    }
}
