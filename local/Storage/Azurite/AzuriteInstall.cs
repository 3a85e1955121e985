using System.ComponentModel;
using System.Diagnostics;

namespace RevenueFunctions.Local.Storage.Azurite;

/// <summary>Installs Azurite where it is missing, with the project's own script.</summary>
public static class AzuriteInstall
{
    private const string Script = "tests/install-azurite.sh";

    /// <summary>Makes sure that it is there. Null when it is; otherwise why not, and what to do.</summary>
    public static async Task<string?> EnsureAsync(TextWriter progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (AzuriteTables.WhyNot is null)
        {
            return null;
        }

        if (FindScript() is not { } script)
        {
            return $"Azurite is not installed, and {Script} is not found from here: run this from the repository's folder, or name an account with --tables.";
        }

        await progress.WriteLineAsync($"Installing Azurite by {Script} (npm, once) ...");
        try
        {
            using var process = Process.Start(new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(Path.GetDirectoryName(script))! })!;
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 && AzuriteTables.WhyNot is null
                ? null
                : $"{output.Trim()}{Environment.NewLine}{AzuriteTables.WhyNot} It takes Node.js with npm; install them, or name an account with --tables.".Trim();
        }
        catch (Win32Exception)
        {
            return $"There is no shell for {Script}. Run 'npm ci' in tests/azurite, or name an account with --tables.";
        }
    }

    private static string? FindScript() => new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory }
        .SelectMany(AzuriteTables.Upwards)
        .Select(folder => Path.Combine(folder, Script))
        .FirstOrDefault(File.Exists);
}
