namespace RevenueFunctions.Local.Demo;

/// <summary>The demo's data folder: made anew by each run, and never anything that a demo did not make.</summary>
internal static class DemoFolder
{
    /// <summary>Empties the folder.</summary>
    /// <exception cref="DemoException">The folder holds something else.</exception>
    public static void Recreate(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            if (!File.Exists(Path.Combine(folder, DemoOptions.Marker)))
            {
                throw new DemoException($"'{folder}' is not empty and was not made by a demo, so it is not touched. Name another folder with --data.");
            }

            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, DemoOptions.Marker), "Made by 'dotnet run --project local -- demo'; the next demo removes this folder.\n");
    }
}
