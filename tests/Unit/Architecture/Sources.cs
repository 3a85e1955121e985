namespace RevenueFunctions.Tests.Unit.Architecture;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Sources
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = Find();

    /// <summary>The C# files below folders of the repository, without build output; paths are relative to the root.</summary>
    public static IEnumerable<string> Files(params string[] folders) =>
        from folder in folders
        let path = Path.Combine(Root, folder)
        where Directory.Exists(path)
        from file in Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !relative.Split('/').Any(part => part is "bin" or "obj")
        orderby relative
        select relative;

    /// <summary>The lines of a file.</summary>
    public static string[] Lines(string relative) => File.ReadAllLines(Path.Combine(Root, relative));

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RevenueFunctions.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside the repository: no RevenueFunctions.sln above them.");
        }

        return folder;
    }
}
