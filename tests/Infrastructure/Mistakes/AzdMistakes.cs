using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Rules.Azd;
using RevenueFunctions.Tests.Infrastructure.Rules.Policies;

namespace RevenueFunctions.Tests.Infrastructure.Mistakes;

/// <summary>Mistakes in what azd and API Management read.</summary>
public static class AzdMistakes
{
    private const string Yaml = "azure.yaml";
    private const string Parameters = "infra/main.parameters.json";
    private const string Hook = "infra/hooks/preprovision.sh";
    private const string Policy = "infra/policies/api.xml";

    public static IEnumerable<Mistake> Mistakes { get; } =
    [
        Mistake.Of<AzureYamlFits>("an unknown key", Yaml, "'projekt' is not a key of service api", Mistake.Replace(Yaml, "    language: dotnet", "    language: dotnet\n    projekt: ./functions")),
        Mistake.Of<AzureYamlFits>("an unknown host", Yaml, "the host of service api", Mistake.Replace(Yaml, "host: function", "host: functions")),
        Mistake.Of<AzureYamlFits>("a project that is not there", Yaml, "holds 0 projects", Mistake.Replace(Yaml, "./functions", "./function")),
        Mistake.Of<AzureYamlFits>("a hook that azd does not have", Yaml, "'preprovison' is no hook", Mistake.Replace(Yaml, "  preprovision:", "  preprovison:")),
        Mistake.Of<AzureYamlFits>("a main file that is not there", Yaml, "infra/mine.bicep, which is not there", Mistake.Replace(Yaml, "module: main", "module: mine")),
        Mistake.Of<AzureYamlFits>("a tab in YAML", Yaml, "cannot be read", Mistake.Replace(Yaml, "  path: infra", "\tpath: infra")),
        Mistake.Of<AzureYamlFits>("a version that is none", Yaml, "no range of versions", Mistake.Replace(Yaml, ">= 1.23.7", "latest")),
        Mistake.Of<HooksRun>("a hook's script is gone", Yaml, "which is not there", deployment => deployment.With(deployment.Files.Without("infra/hooks/postprovision.ps1"))),
        Mistake.Of<HooksRun>("a hook for one kind of machine only", Yaml, "has no script for windows", Mistake.Replace(Yaml, "    windows:\n      shell: pwsh\n      run: ./infra/hooks/preprovision.ps1\n      interactive: true\n", string.Empty)),
        Mistake.Of<HooksRun>("a script that may not be run", Hook, "chmod +x", deployment => deployment.With(deployment.Files.With(Hook, new(deployment.Files.Text(Hook), false)))),
        Mistake.Of<HooksRun>("a script that the shell cannot read", Hook, "the shell cannot read it", Mistake.Append(Hook, "if true; then")),
        Mistake.Of<HooksRun>("a script that goes on after a failure", Hook, "begin it with 'set -eu'", Mistake.Replace(Hook, "set -eu", "set -u")),
        Mistake.Of<ParametersFit>("a required parameter is not given", Parameters, "'environmentName' is missing", Mistake.Replace(Parameters, "    \"environmentName\": { \"value\": \"${AZURE_ENV_NAME}\" },\n", string.Empty)),
        Mistake.Of<ParametersFit>("a parameter that main.bicep lacks", Parameters, "'vnet' is no parameter", Mistake.Replace(Parameters, "\"parameters\": {", "\"parameters\": {\n    \"vnet\": { \"value\": true },")),
        Mistake.Of<ParametersFit>("a variable without braces", Parameters, "which azd does not read", Mistake.Replace(Parameters, "${VNET_ENABLED}", "$VNET_ENABLED")),
        Mistake.Of<ParametersFit>("a default that is no number", Parameters, "takes a whole number", Mistake.Replace(Parameters, "${DATA_ACCOUNTS}", "${DATA_ACCOUNTS=two}")),
        Mistake.Of<AzdFindsTheApp>("the site's tag names another service", "infra/functionApp.bicep", "azd-service-name: api", Mistake.Replace("infra/fabric.bicep", "serviceName: 'api'", "serviceName: 'web'")),
        Mistake.Of<AzdFindsTheApp>("an output that is no variable", "infra/main.bicep", "'siteName' becomes a variable", Mistake.Append("infra/main.bicep", "output siteName string = environmentName")),
        Mistake.Of<PoliciesFitTheTier>("a policy that the tier lacks", Policy, "'rate-limit-by-key'", Mistake.Replace(Policy, "<rate-limit ", "<rate-limit-by-key ")),
        Mistake.Of<PoliciesFitTheTier>("a policy that is not closed", Policy, "is not XML", Mistake.Replace(Policy, "</inbound>", string.Empty)),
        Mistake.Of<PoliciesFitTheTier>("a fragment that nobody makes", Policy, "'authentikate' is made by no", Mistake.Replace(Policy, "fragment-id=\"authenticate\"", "fragment-id=\"authentikate\"")),
    ];
}
