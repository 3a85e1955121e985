using RevenueFunctions.Functions.Settings;
using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Checks;

/// <summary>All that rules look at: the files, what they mean, and the code that they are for.</summary>
public sealed class Deployment
{
    /// <summary>The file that azd deploys.</summary>
    public const string MainPath = "infra/main.bicep";

    /// <summary>The values that azd gives it.</summary>
    public const string ParametersPath = "infra/main.parameters.json";

    private readonly Lazy<(IReadOnlyDictionary<string, BicepFile> Read, IReadOnlyList<Failure> Failures)> bicep;
    private readonly Lazy<(IReadOnlyList<Plan> Plans, IReadOnlyList<Failure> Failures)> plans;

    /// <summary>Of files and code.</summary>
    public Deployment(ProjectFiles files, FunctionApp app, IReadOnlyList<FabricSetting> settings)
    {
        Files = files;
        App = app;
        Settings = settings;
        bicep = new(ReadBicep);
        plans = new(MakePlans);
    }

    /// <summary>As it is.</summary>
    public static Deployment Real { get; } = new(ProjectFiles.OnDisk, FunctionApp.Real, FabricSettings.All);

    /// <summary>The files.</summary>
    public ProjectFiles Files { get; }

    /// <summary>The functions.</summary>
    public FunctionApp App { get; }

    /// <summary>The settings that the app reads.</summary>
    public IReadOnlyList<FabricSetting> Settings { get; }

    /// <summary>The files of Bicep that could be read.</summary>
    public IReadOnlyDictionary<string, BicepFile> Bicep => bicep.Value.Read;

    /// <summary>What they come to, for each choice of parameters; empty when that cannot be said.</summary>
    public IReadOnlyList<Plan> Plans => plans.Value.Plans;

    /// <summary>What could not be read or computed.</summary>
    public IEnumerable<Failure> Failures => bicep.Value.Failures.Concat(plans.Value.Failures);

    /// <summary>Those files with another one in its place.</summary>
    public Deployment With(string path, string text) => new(Files.With(path, new(text, Files.Find(path)?.IsExecutable ?? false)), App, Settings);

    /// <summary>The same with other files.</summary>
    public Deployment With(ProjectFiles files) => new(files, App, Settings);

    /// <summary>The same with other functions.</summary>
    public Deployment With(FunctionApp app) => new(Files, app, Settings);

    /// <summary>The same with other settings.</summary>
    public Deployment With(IReadOnlyList<FabricSetting> settings) => new(Files, App, settings);

    private (IReadOnlyDictionary<string, BicepFile> Read, IReadOnlyList<Failure> Failures) ReadBicep()
    {
        var read = new Dictionary<string, BicepFile>();
        var failures = new List<Failure>();
        foreach (var path in Files.Below("infra", ".bicep"))
        {
            var tree = BicepGrammar.Read(path, Files.Text(path));
            if (tree.FirstBroken is { } broken)
            {
                failures.Add(new(path, broken.Line, $"does not parse at '{Shorten(broken.Text)}'. Where this is valid Bicep (spread '...' and '!' after an expression are), "
                    + "write it otherwise: tree-sitter's grammar does not know it, and what it cannot read nothing else here checks."));
                continue;
            }

            Try(failures, path, () => read[path] = BicepFile.Of(path, tree));
        }

        return (read, failures);
    }

    private (IReadOnlyList<Plan> Plans, IReadOnlyList<Failure> Failures) MakePlans()
    {
        var made = new List<Plan>();
        var failures = new List<Failure>();
        if (bicep.Value.Failures.Count == 0 && Bicep.ContainsKey(MainPath))
        {
            Try(failures, MainPath, () => made.AddRange(Plan.All(Source(MainPath), Source, Files.Find(ParametersPath)?.Text)));
        }

        return (failures.Count == 0 ? made : [], failures);
    }

    private ModuleSource Source(string path) => new(
        Bicep.GetValueOrDefault(path) ?? throw new FormatException($"{path}:0: is called as a module but is not there."),
        file => Files.Find(file)?.Text);

    // The only failures that these checks raise themselves say where: {file}:{line}: {message}.
    private static void Try(List<Failure> failures, string path, Action action)
    {
        try
        {
            action();
        }
        catch (FormatException failure)
        {
            var parts = failure.Message.Split(':', 3);
            failures.Add(parts.Length == 3 && int.TryParse(parts[1], out var line) ? new(parts[0], line, parts[2].Trim()) : new(path, 0, failure.Message));
        }
    }

    private static string Shorten(string text) => text.Length > 60 ? $"{text[..60]}..." : text;

    /// <summary>What could not be read or computed, and where.</summary>
    public sealed record Failure(string File, int Line, string Message);
}
