using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using RevenueFunctions.Functions.Settings;

namespace RevenueFunctions.Tests.Unit.Settings;

/// <summary>What docs/deploy.md tells people to type exists.</summary>
public sealed partial class DeployPageTests
{
    // What azd itself knows.
    private static readonly string[] OfAzd = ["AZURE_SUBSCRIPTION_ID", "AZURE_LOCATION"];
    private static readonly string Page = Read("docs/deploy.md");

    [Fact]
    public void Page_EachValueThatIsSet_IsReadByTheInfrastructureOrAHook()
    {
        var known = ReadByParameters().Matches(Read("infra/main.parameters.json")).Select(Name).Concat(ReadByHooks().Matches(Hooks()).Select(Name)).Concat(OfAzd).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Set().Matches(Page).Select(Name).Distinct(), name => !known.Contains(name));
    }

    [Fact]
    public void Page_EachValueThatIsRead_IsAnOutputOrSetByAHook()
    {
        var known = Outputs().Matches(Read("infra/main.bicep")).Select(Name).Concat(Set().Matches(Hooks()).Select(Name)).Concat(OfAzd).ToHashSet(StringComparer.Ordinal);
        var read = Get().Matches(Page).Select(Name).Distinct().ToList();
        Assert.NotEmpty(read);
        Assert.DoesNotContain(read, name => !known.Contains(name));
    }

    [Fact]
    public void Page_EachRoute_IsOneOfTheApi()
    {
        var routes = typeof(FabricSettings).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()?.Route).OfType<string>()
            .Select(route => new Regex($"^{Braces().Replace(route, "[^/]+")}$", RegexOptions.IgnoreCase)).ToList();
        var named = Route().Matches(Page).Select(Name).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, path => !routes.Exists(route => route.IsMatch(path)));
    }

    [Fact]
    public void Page_EachCommandOfTheLocalProgram_IsThere()
    {
        var commands = Read("local/Hosting/Commands.cs");
        Assert.DoesNotContain(Command().Matches(Page).Select(Name).Distinct(), name => !commands.Contains($"\"{name}\" => ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("docs/deploy.md")]
    [InlineData("docs/capacity.md")]
    public void Links_ToFiles_LeadSomewhere(string page) =>
        Assert.DoesNotContain(
            Link().Matches(Read(page)).Select(Name).Where(link => !link.Contains("://", StringComparison.Ordinal)).Select(link => Repository.Path($"docs/{link.Split('#')[0]}")),
            path => !File.Exists(path) && !Directory.Exists(path));

    private static string Read(string path) => File.ReadAllText(Repository.Path(path));

    private static string Hooks() => string.Concat(Directory.EnumerateFiles(Repository.Path("infra/hooks"), "*.sh").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    private static string Name(Match match) => match.Groups["name"].Value;

    [GeneratedRegex(@"azd env set (?<name>[A-Z_]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Set();

    [GeneratedRegex(@"azd env get-value (?<name>[A-Z_]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Get();

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex ReadByParameters();

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+):[-?]", RegexOptions.ExplicitCapture)]
    private static partial Regex ReadByHooks();

    [GeneratedRegex(@"^output (?<name>[A-Z_]+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Outputs();

    [GeneratedRegex(@"/api/(?<name>v1/[A-Za-z0-9/{}$-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Route();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"dotnet run --project local -- (?<name>[a-z]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();

    [GeneratedRegex(@"\]\((?<name>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
