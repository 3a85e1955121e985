using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>
/// What a resource says is what its type takes: known properties, all that are required, allowed values, names of the right shape, for every
/// choice of parameters. The types are Microsoft's (AzureTypes).
/// </summary>
public sealed class ResourceBodiesFit : Rule
{
    // Documented and taken by Azure, but not in the published types yet (the Bicep compiler says so with a warning).
    private static readonly string[] NotPublished = ["'properties.functionAppConfig.siteUpdateStrategy' is not a property of Microsoft.Web/sites"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) => InPlans(deployment, plan => plan.Resources.SelectMany(Check));

    private IEnumerable<Finding> Check(PlannedResource resource)
    {
        if (AzureTypes.Find(resource.Type, resource.ApiVersion) is not { } type)
        {
            return [At(resource.File, resource.Line, $"Azure has no {resource.Type}@{resource.ApiVersion}: correct the type or the version.")];
        }

        // What Bicep itself reads of a body is not part of the type; its own parts name themselves where they stand alone.
        var body = new BicepValue.Map([.. resource.Body.Entries.Where(entry => entry.Key is not ("parent" or "scope" or "dependsOn"))]);
        return new TypeMatch($"{resource.Type}@{resource.ApiVersion}", resource.IsExisting)
            .Check(body, type.Body.Type, string.Empty, new(resource.File, resource.Line))
            .Where(mismatch => !NotPublished.Any(known => mismatch.Message.StartsWith(known, StringComparison.Ordinal)))
            .Select(mismatch => At(mismatch.Place.File, mismatch.Place.Line, mismatch.Message));
    }
}
