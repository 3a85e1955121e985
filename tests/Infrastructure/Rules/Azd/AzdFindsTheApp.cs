using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Azd;

/// <summary>azd finds what it deployed: the resource group by its tag, each service's site by its tag; outputs are named as variables.</summary>
public sealed partial class AzdFindsTheApp : Rule
{
    [GeneratedRegex("^[A-Z][A-Z0-9_]*$")]
    private static partial Regex Variable { get; }

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var services = YamlTree.Members(YamlTree.Member(YamlTree.Read(deployment.Files.Find(YamlTree.Path)?.Text ?? string.Empty).Root, "services")).ToList();
        return InPlans(deployment, plan => Groups(plan).Concat(Sites(plan, services.ConvertAll(service => service.Key)))).Concat(Outputs(deployment));
    }

    private IEnumerable<Finding> Groups(Plan plan) => plan.Of("Microsoft.Resources/resourceGroups")
        .Where(group => Tag(group, "azd-env-name") != plan.Main.Lookup("environmentName").AsText())
        .Select(group => At(group.File, group.Line, "the resource group lacks the tag azd-env-name with the environment's name: azd would not find it."));

    private IEnumerable<Finding> Sites(Plan plan, List<string> services)
    {
        var sites = plan.Of("Microsoft.Web/sites").ToList();
        foreach (var service in services.Where(service => sites.Count(site => Tag(site, "azd-service-name") == service) != 1))
        {
            yield return At(sites.FirstOrDefault()?.File ?? Deployment.MainPath, sites.FirstOrDefault()?.Line ?? 0,
                $"no site has the tag azd-service-name: {service}, by which azd deploy finds the site of the service '{service}' of azure.yaml.");
        }
    }

    private IEnumerable<Finding> Outputs(Deployment deployment) => (deployment.Bicep.GetValueOrDefault(Deployment.MainPath)?.All<Declaration.Output>() ?? [])
        .Where(output => !Variable.IsMatch(output.Name))
        .Select(output => At(Deployment.MainPath, output.Line, $"the output '{output.Name}' becomes a variable of azd's environment: name it in capitals, such as SERVICE_API_NAME."));

    private static string? Tag(PlannedResource resource, string name) => resource.Body.At("tags", name)?.AsText();
}
