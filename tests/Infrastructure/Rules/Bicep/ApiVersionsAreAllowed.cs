using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>Every resource is written for the one version of its API that we chose (ApiVersions).</summary>
public sealed class ApiVersionsAreAllowed : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        from file in deployment.Bicep.Values
        from resource in file.All<Declaration.Resource>()
        let allowed = ApiVersions.Of(resource.FullType)
        where allowed?.Version != resource.ApiVersion
        select At(file.Path, resource.Line, allowed is null
            ? $"{resource.FullType} is not in tests/Infrastructure/Rules/Bicep/ApiVersions.cs: choose a stable version that has all we use, and say why there."
            : $"{resource.FullType}@{resource.ApiVersion} is not the version chosen: write {allowed.Version} ({allowed.Why}), or choose anew in tests/Infrastructure/Rules/Bicep/ApiVersions.cs.");
}
