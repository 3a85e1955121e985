using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure;

/// <summary>What people type into azd may be partial and have spaces in it (Sample has it so).</summary>
public sealed class PartialParametersTests
{
    public PartialParametersTests() => Assert.SkipWhen(BicepGrammar.WhyNot is not null, BicepGrammar.WhyNot ?? string.Empty);

    private static Plan AsGiven => Deployment.Real.Plans[0];

    [Fact]
    public void AlertLimits_OneNamed_OthersKeepTheirUsualOnes()
    {
        var limits = AsGiven.Of("Microsoft.Insights/scheduledQueryRules").ToDictionary(
            rule => rule.Name, rule => Assert.IsType<BicepValue.Items>(rule.Property("criteria", "allOf")).Values[0].At("threshold")?.AsText());

        Assert.Equal("200", limits["alert-quarantine"]);
        Assert.Equal("300", limits["alert-consumerLag"]);
        Assert.All(limits, limit => Assert.True(long.TryParse(limit.Value, out _), $"{limit.Key} has the limit '{limit.Value}'"));
    }

    [Fact]
    public void AlertEmails_WithSpaces_AreTrimmed()
    {
        var people = Assert.Single(AsGiven.Of("Microsoft.Insights/actionGroups"));
        var receivers = Assert.IsType<BicepValue.Items>(people.Property("emailReceivers")).Values;

        Assert.Equal(["revenue@example.com", "platform@example.com"], receivers.Select(receiver => receiver.At("emailAddress")?.AsText()));
    }
}
