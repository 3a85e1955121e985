namespace RevenueFunctions.Tests.Simulation.PlantedBugs;

/// <summary>Each planted bug is caught by the invariant that it breaks, within the seeds allowed to it.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    public static TheoryData<string> Bugs => [.. Catalogue.Bugs.Select(bug => bug.Name)];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void Run_BugPlanted_BreaksItsPromiseWithinTheSeedsAllowed(string name)
    {
        var bug = Catalogue.Bugs.Single(one => one.Name == name);

        var caught = Hunt.For(bug);

        output.WriteLine($"{bug.Name}: {caught.Seeds} of {bug.Seeds} seeds in {caught.Took.TotalSeconds:F1} s; {caught.Found?.ToString() ?? "not caught"}");
        Assert.True(caught.Found is not null, $"{bug.Name} was not caught by {string.Join(" or ", bug.Invariants)} within {bug.Seeds} seeds; broken were: {string.Join(", ", caught.Others)}");
    }
}
