using System.Diagnostics;

namespace RevenueFunctions.Tests.Acceptance.Publishing;

/// <summary>
/// Runs MSBuild over a project as a child process. Only evaluations and targets that write nothing: the tests must neither need a
/// feed nor disturb the build output that other tests run from.
/// </summary>
internal static class MsBuild
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string project, string? azureSdk, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["msbuild", Repository.Path(project), "-nologo", "-nodeReuse:false", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        // The test runner's own MSBuild settings would choose another SDK than the shell does.
        foreach (var inherited in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment.Remove("AzureSdk");
        if (azureSdk is not null)
        {
            start.Environment["AzureSdk"] = azureSdk;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
