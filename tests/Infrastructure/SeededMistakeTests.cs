using System.Collections.Concurrent;
using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Mistakes;

namespace RevenueFunctions.Tests.Infrastructure;

/// <summary>Each rule finds the mistake it is there for, planted in what is really deployed, and says it so that somebody can mend it.</summary>
public sealed class SeededMistakeTests
{
    private static readonly ConcurrentDictionary<string, HashSet<(string File, string Message)>> Before = new();

    public static TheoryData<string> Titles => [.. AllMistakes.List.Select(mistake => mistake.ToString())];

    [Theory]
    [MemberData(nameof(Titles))]
    public void Check_SeededMistake_IsFound(string title)
    {
        var mistake = AllMistakes.List.Single(candidate => candidate.ToString() == title);
        var rule = AllRules.List.Single(candidate => candidate.GetType() == mistake.Rule);
        Assert.SkipWhen(rule.ReadsBicep && BicepGrammar.WhyNot is not null, BicepGrammar.WhyNot ?? string.Empty);

        var before = Before.GetOrAdd(rule.Name, _ => rule.Check(Deployment.Real).Select(Essence).ToHashSet());
        var planted = mistake.Plant(Deployment.Real);
        var found = rule.Check(planted).Where(finding => !before.Contains(Essence(finding))).ToList();

        var report = string.Join(Environment.NewLine, found.Concat((rule.ReadsBicep ? planted.Failures : []).Select(failure => new Finding(failure.File, failure.Line, "unreadable", failure.Message))));
        Assert.True(found.Count == 1, $"{rule.Name} must find this mistake once, and found {found.Count}:{Environment.NewLine}{report}");
        Assert.Equal(mistake.File, found[0].File);
        Assert.Contains(mistake.Says, found[0].Message, StringComparison.Ordinal);
        Assert.True(found[0].Message.Length >= 40, $"Too short to help anybody: {found[0]}");
    }

    // What a mistake moves to another line is not what it causes.
    private static (string File, string Message) Essence(Finding finding) => (finding.File, finding.Message);

    [Fact]
    public void Rules_AllOfThem_HaveASeededMistake()
    {
        var without = AllRules.List.Where(rule => AllMistakes.List.All(mistake => mistake.Rule != rule.GetType())).Select(rule => rule.Name);

        Assert.Empty(without);
    }

    [Fact]
    public void Mistakes_AllOfThem_HaveATitleOfTheirOwn() =>
        Assert.Equal(AllMistakes.List.Count, AllMistakes.List.Select(mistake => mistake.ToString()).Distinct().Count());
}
