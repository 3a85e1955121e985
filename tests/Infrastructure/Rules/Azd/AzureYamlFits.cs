using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Infrastructure.Checks;
using YamlDotNet.RepresentationModel;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Azd;

/// <summary>azure.yaml has the shape of azd's schema (Azure/azure-dev, schemas/v1.0/azure.yaml.json): known keys, allowed values, paths that are there.</summary>
public sealed partial class AzureYamlFits : Rule
{
    // The schema itself lets unknown keys through in most places; azd then takes no notice of them.
    private static readonly string[] Top = ["name", "resourceGroup", "metadata", "infra", "services", "resources", "pipeline", "hooks", "requiredVersions", "state", "platform", "workflows", "cloud"];
    private static readonly string[] Service = ["apiVersion", "resourceGroup", "resourceName", "project", "image", "host", "language", "module", "dist", "remoteBuild", "docker", "k8s", "config", "uses", "env", "hooks"];
    private static readonly string[] Infra = ["provider", "path", "module", "layers", "deploymentStacks"];
    private static readonly string[] Hook = ["shell", "kind", "dir", "run", "continueOnError", "interactive", "windows", "posix", "secrets", "config"];
    private static readonly string[] Commands = ["provision", "infracreate", "infradelete", "down", "up", "package", "publish", "deploy", "restore", "build"];
    private static readonly string[] Languages = ["dotnet", "csharp", "fsharp"];

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex AppName { get; }

    [GeneratedRegex(@"^(>=|>|<=|<|=|~|\^)?\s*\d+\.\d+\.\d+(-[\w.]+)?(\s+(>=|>|<=|<|=)?\s*\d+\.\d+\.\d+)*$")]
    private static partial Regex VersionRange { get; }

    /// <inheritdoc/>
    public override bool ReadsBicep => false;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var tree = YamlTree.Read(deployment.Files.Find(YamlTree.Path)?.Text ?? string.Empty);
        return tree.Root is null
            ? [At(YamlTree.Path, tree.ErrorLine, $"cannot be read: {tree.Error}.")]
            : Shape(deployment, tree.Root).Select(problem => At(YamlTree.Path, problem.Line, problem.Message));
    }

    private static IEnumerable<(int Line, string Message)> Shape(Deployment deployment, YamlMappingNode root)
    {
        var name = YamlTree.Text(YamlTree.Member(root, "name")) ?? string.Empty;
        if (name.Length < 2 || !AppName.IsMatch(name))
        {
            yield return (1, $"name is '{name}': it takes small letters, digits and hyphens, two or more.");
        }

        var versions = YamlTree.Member(root, "requiredVersions");
        if (YamlTree.Text(YamlTree.Member(versions, "azd")) is { } range && !VersionRange.IsMatch(range))
        {
            yield return ((int)versions!.Start.Line, $"requiredVersions.azd is '{range}', which is no range of versions, such as '>= 1.23.7'.");
        }

        var inner = Unknown(root, Top, "azure.yaml")
            .Concat(Unknown(versions, ["azd", "extensions"], "requiredVersions"))
            .Concat(Unknown(YamlTree.Member(root, "infra"), Infra, "infra"))
            .Concat(Infrastructure(deployment, YamlTree.Member(root, "infra")))
            .Concat(YamlTree.Members(YamlTree.Member(root, "services")).SelectMany(service => Services(deployment, service)))
            .Concat(Hooks(YamlTree.Member(root, "hooks")));
        foreach (var problem in inner)
        {
            yield return problem;
        }
    }

    private static IEnumerable<(int Line, string Message)> Unknown(YamlNode? node, string[] known, string where) => YamlTree.Members(node)
        .Where(member => !known.Contains(member.Key))
        .Select(member => (member.Line, $"'{member.Key}' is not a key of {where}, and azd would take no notice of it: it knows {string.Join(", ", known)}."));

    private static IEnumerable<(int Line, string Message)> Infrastructure(Deployment deployment, YamlNode? infra)
    {
        var provider = YamlTree.Text(YamlTree.Member(infra, "provider")) ?? "bicep";
        if (provider != "bicep")
        {
            yield return ((int)infra!.Start.Line, $"infra.provider is '{provider}': this repository's infrastructure is bicep.");
        }

        var main = $"{YamlTree.Text(YamlTree.Member(infra, "path")) ?? "infra"}/{YamlTree.Text(YamlTree.Member(infra, "module")) ?? "main"}.bicep";
        if (deployment.Files.Find(main) is null)
        {
            yield return ((int)infra!.Start.Line, $"infra names {main}, which is not there: correct path or module.");
        }
    }

    private static IEnumerable<(int Line, string Message)> Services(Deployment deployment, (string Key, YamlNode Value, int Line) service)
    {
        foreach (var unknown in Unknown(service.Value, Service, $"service {service.Key}"))
        {
            yield return unknown;
        }

        if (YamlTree.Text(YamlTree.Member(service.Value, "host")) is not "function" and var host)
        {
            yield return (service.Line, $"the host of service {service.Key} is '{host}': a function app's is 'function'.");
        }

        if (YamlTree.Text(YamlTree.Member(service.Value, "language")) is { } language && !Languages.Contains(language))
        {
            yield return (service.Line, $"the language of service {service.Key} is '{language}': it is one of {string.Join(", ", Languages)}.");
        }

        var folder = (YamlTree.Text(YamlTree.Member(service.Value, "project")) ?? string.Empty).Replace("./", string.Empty, StringComparison.Ordinal).TrimEnd('/');
        var projects = deployment.Files.Paths.Count(path => path.EndsWith(".csproj", StringComparison.Ordinal) && System.IO.Path.GetDirectoryName(path) == folder);
        if (projects != 1)
        {
            yield return (service.Line, $"the project of service {service.Key} is '{folder}', which holds {projects} projects: azd wants a folder with exactly one.");
        }
    }

    private static IEnumerable<(int Line, string Message)> Hooks(YamlNode? hooks) =>
        from hook in YamlTree.Members(hooks)
        from problem in HookProblems(hook)
        select problem;

    private static IEnumerable<(int Line, string Message)> HookProblems((string Key, YamlNode Value, int Line) hook)
    {
        if (!Commands.Any(command => hook.Key == $"pre{command}" || hook.Key == $"post{command}"))
        {
            yield return (hook.Line, $"'{hook.Key}' is no hook of azd: pre or post, and one of {string.Join(", ", Commands)}.");
        }

        foreach (var unknown in Unknown(hook.Value, Hook, $"hook {hook.Key}").Concat(YamlTree.Members(hook.Value).Where(part => part.Key is "windows" or "posix").SelectMany(part => Unknown(part.Value, Hook, $"hook {hook.Key}"))))
        {
            yield return unknown;
        }

        foreach (var part in YamlTree.Members(hook.Value).Where(part => part.Key is "windows" or "posix"))
        {
            if (YamlTree.Text(YamlTree.Member(part.Value, "shell")) is { } shell && shell is not ("sh" or "pwsh"))
            {
                yield return (part.Line, $"the shell of hook {hook.Key} is '{shell}': it is sh or pwsh.");
            }
        }
    }
}
