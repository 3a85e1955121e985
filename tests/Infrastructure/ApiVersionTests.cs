using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

namespace RevenueFunctions.Tests.Infrastructure;

/// <summary>The list of chosen versions holds nothing that is stale.</summary>
public sealed class ApiVersionTests
{
    [Fact]
    public void Chosen_Each_IsAVersionThatAzureHas() =>
        Assert.DoesNotContain(ApiVersions.Chosen, chosen => AzureTypes.Find(chosen.Type, chosen.Version) is null);

    [Fact]
    public void Chosen_Each_IsUsed()
    {
        Assert.SkipWhen(BicepGrammar.WhyNot is not null, BicepGrammar.WhyNot ?? string.Empty);
        var used = Deployment.Real.Bicep.Values.SelectMany(file => file.All<Declaration.Resource>()).Select(resource => ApiVersions.Of(resource.FullType)).ToHashSet();

        Assert.DoesNotContain(ApiVersions.Chosen, chosen => !used.Contains(chosen));
    }
}
