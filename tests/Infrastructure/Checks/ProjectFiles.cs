using System.Collections.Immutable;

namespace RevenueFunctions.Tests.Infrastructure.Checks;

/// <summary>The files that make a deployment, by their path in the repository. A mistake is planted in a copy of it, never on disk.</summary>
public sealed class ProjectFiles
{
    private static readonly string[] Folders = ["infra", "functions", "shared", "docs"];
    private static readonly string[] TopFiles = ["azure.yaml", "host.json", "local.settings.sample.json", "Directory.Build.props", ".globalconfig", ".editorconfig", ".funcignore", "test.sh"];
    private static readonly string[] Kinds = [".bicep", ".json", ".xml", ".yaml", ".yml", ".sh", ".ps1", ".cs", ".md", ".csproj", ".kql"];
    private readonly ImmutableSortedDictionary<string, ProjectFile> files;

    private ProjectFiles(ImmutableSortedDictionary<string, ProjectFile> files) => this.files = files;

    /// <summary>As they are on disk.</summary>
    public static ProjectFiles OnDisk { get; } = Load();

    /// <summary>All paths.</summary>
    public IEnumerable<string> Paths => files.Keys;

    /// <summary>The file, when there is one.</summary>
    public ProjectFile? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>The text of a file that must be there.</summary>
    public string Text(string path) => Find(path)?.Text ?? throw new FileNotFoundException($"{path} is missing from the repository.");

    /// <summary>The paths below a folder with an ending.</summary>
    public IEnumerable<string> Below(string folder, string ending) =>
        files.Keys.Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>The same with one file put in place of what is there.</summary>
    public ProjectFiles With(string path, ProjectFile file) => new(files.SetItem(path, file));

    /// <summary>The same without a file.</summary>
    public ProjectFiles Without(string path) => new(files.Remove(path));

    private static ProjectFiles Load()
    {
        var paths = Folders
            .Where(folder => Directory.Exists(Repository.Path(folder)))
            .SelectMany(folder => Directory.EnumerateFiles(Repository.Path(folder), "*", SearchOption.AllDirectories))
            .Where(path => Kinds.Contains(Path.GetExtension(path)))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Concat(TopFiles.Where(file => File.Exists(Repository.Path(file))));
        return new(paths.ToImmutableSortedDictionary(path => path, path => Read(Repository.Path(path)), StringComparer.Ordinal));
    }

    private static ProjectFile Read(string path) =>
        new(File.ReadAllText(path), OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0);
}
