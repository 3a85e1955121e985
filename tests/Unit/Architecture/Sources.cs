namespace RevenueFunctions.Tests.Unit.Architecture;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Sources
{
    /// <summary>The C# files below folders of the repository, without build output; paths are relative to the root.</summary>
    public static IEnumerable<string> Files(params string[] folders) =>
        from folder in folders
        let path = Repository.Path(folder)
        where Directory.Exists(path)
        from file in Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
        where !relative.Split('/').Any(part => part is "bin" or "obj")
        orderby relative
        select relative;

    /// <summary>The lines of a file.</summary>
    public static string[] Lines(string relative) => File.ReadAllLines(Repository.Path(relative));
}
