namespace RevenueFunctions.Tests.Harness;

/// <summary>Finds files of the repository, wherever the tests run from.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below it.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "RevenueFunctions.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside the repository: no RevenueFunctions.sln above them.");
        }

        return folder;
    }
}
