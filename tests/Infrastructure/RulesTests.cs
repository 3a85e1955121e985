using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure;

/// <summary>What is deployed, held against every rule.</summary>
public sealed class RulesTests
{
    public static TheoryData<string> Names => [.. AllRules.List.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_WhatIsDeployed_FindsNothing(string name)
    {
        var rule = AllRules.List.Single(candidate => candidate.Name == name);
        Assert.SkipWhen(rule.ReadsBicep && BicepGrammar.WhyNot is not null, BicepGrammar.WhyNot ?? string.Empty);

        var findings = rule.Check(Deployment.Real).ToList();

        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }
}
