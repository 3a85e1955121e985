using RevenueFunctions.Local.Engines.Durable.History;

namespace RevenueFunctions.Tests.Contract.Sagas;

/// <summary>
/// The recorded histories, in a folder for each version of the saga on which they began, and one for those of the real engine. Those of
/// older versions are kept while sagas of the version may be under way, and never recorded again: nothing can make them any more.
/// </summary>
internal static class HistoryFiles
{
    /// <summary>How to record those of the version in host.json anew.</summary>
    public const string Recorder = "dotnet test tests/Contract --filter FullyQualifiedName~SagaHistoryTests.Record -- xUnit.Explicit=only";

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Sagas", "Histories");

    /// <summary>"version/path" of each.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')[..^".json".Length]).Order(StringComparer.Ordinal)];

    /// <summary>Those of the version in host.json.</summary>
    public static IEnumerable<string> Current => Names.Where(name => name.StartsWith($"{HostJson.DefaultVersion}/", StringComparison.Ordinal));

    public static IReadOnlyList<HistoryEvent> Read(string name) => HistoryJson.Read(File.ReadAllText(Path.Combine(Root, $"{name}.json")));

    /// <summary>Writes one into the sources.</summary>
    public static void Write(string path, IEnumerable<HistoryEvent> history)
    {
        var folder = Directory.CreateDirectory(Repository.Path("tests", "Contract", "Sagas", "Histories", HostJson.DefaultVersion)).FullName;
        File.WriteAllText(Path.Combine(folder, $"{path}.json"), HistoryJson.Write(history));
    }
}
