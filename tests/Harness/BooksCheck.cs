using System.ComponentModel;
using System.Diagnostics;

namespace RevenueFunctions.Tests.Harness;

/// <summary>Lets a double-entry program that is not ours judge exported books. tests/install-books-check.sh installs both.</summary>
public static class BooksCheck
{
    /// <summary>What `hledger check --strict` says: accounts and currencies declared, documents balanced, assertions met.</summary>
    public static Task<(bool Accepted, string Output)> HledgerAsync(string journal) => RunAsync("hledger", ["check", "--strict", "-f", journal], []);

    /// <summary>What bean-check says.</summary>
    public static Task<(bool Accepted, string Output)> BeancountAsync(string journal) => RunAsync("bean-check", ["--no-cache", journal], []);

    /// <summary>What hledger prints for other arguments, to compare figures with.</summary>
    public static async Task<string> PrintAsync(string journal, params string[] arguments) => (await RunAsync("hledger", [.. arguments], ["-f", journal])).Output;

    /// <summary>Why a test that needs both cannot run here; null when it can.</summary>
    public static string? WhyNot { get; } =
        new[] { "hledger", "bean-check" }.FirstOrDefault(program => !IsInstalled(program)) is { } missing
            ? $"{missing} is not installed: run tests/install-books-check.sh as root on a machine with apt."
            : null;

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<(bool Accepted, string Output)> RunAsync(string program, string[] arguments, string[] more)
    {
        // Names and descriptions may hold any letter, and hledger reads a file in the locale's encoding.
        var start = new ProcessStartInfo(program, [.. arguments, .. more]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start) ?? throw new Win32Exception($"{program} did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, await output + await errors);
    }
}
