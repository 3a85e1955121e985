using System.Diagnostics;

namespace RevenueFunctions.Tests.Infrastructure.Hooks;

/// <summary>A copy of the hooks in a folder of its own, run with az, azd and dotnet that only write down how they were called.</summary>
public sealed class HookRun : IDisposable
{
    private const string Calls = "calls.txt";
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> settings = new(StringComparer.Ordinal) { ["AZURE_ENV_NAME"] = "test", ["AZURE_LOCATION"] = "westeurope" };

    /// <summary>Copies the hooks.</summary>
    public HookRun()
    {
        Directory.CreateDirectory(folder.File("infra/hooks"));
        Directory.CreateDirectory(folder.File("functions"));
        Directory.CreateDirectory(folder.File("bin"));
        foreach (var file in Directory.EnumerateFiles(Repository.Path("infra", "hooks"), "*.sh").Append(Repository.Path("infra", "entra-app-roles.json")).Append(Repository.Path("host.json")))
        {
            File.Copy(file, folder.File(Path.GetRelativePath(Repository.Root, file)));
        }

        Tool("azd", string.Empty);
        Tool("sleep", string.Empty);
        Tool("dotnet", "echo '10.0.100 [/usr/share/dotnet/sdk]'");
        Tool("az", """
            case "$*" in
              "account show --query tenantId --output tsv") echo tenant-1 ;;
              "functionapp list-flexconsumption-locations"*) echo "$FAKE_FLEX" ;;
              "provider show --namespace Microsoft.DurableTask"*) printf 'West Europe\nNorth Europe\n' ;;
              "provider show --namespace Microsoft.App"*) echo "$FAKE_APP_PROVIDER" ;;
              "ad app list"*) printf '%s' "$FAKE_APPLICATIONS" ;;
              "ad app create"*) echo client-1 ;;
              "ad app show"*oauth2PermissionScopes*) printf '%s' "$FAKE_SCOPE" ;;
              "ad app show"*preAuthorizedApplications*) printf '%s' "$FAKE_CALLER" ;;
              "ad app show"*) printf '%s\n' $FAKE_ROLES ;;
              "ad sp show"*) [ -n "$FAKE_PRINCIPAL" ] ;;
              "rest "*) [ "$(grep -c '^az rest' "$FAKE_CALLS")" -gt "$FAKE_GRAPH_FAILS" ] ;;
            esac
            """);
        With(("FAKE_FLEX", "westeurope"), ("FAKE_APP_PROVIDER", "Registered"), ("FAKE_APPLICATIONS", string.Empty), ("FAKE_ROLES", string.Empty), ("FAKE_PRINCIPAL", string.Empty),
            ("FAKE_SCOPE", string.Empty), ("FAKE_CALLER", string.Empty), ("FAKE_GRAPH_FAILS", "0"));
    }

    /// <summary>Why hooks cannot be run here; null where they can.</summary>
    public static string? WhyNot => OperatingSystem.IsWindows() ? "The hooks' shell scripts need a POSIX shell." : null;

    /// <summary>What az and azd were asked, a line a call.</summary>
    public IReadOnlyList<string> Asked => File.Exists(folder.File(Calls)) ? File.ReadAllLines(folder.File(Calls)) : [];

    /// <summary>A file of the copy.</summary>
    public string PathOf(string name) => folder.File(name);

    /// <summary>Sets variables of the azd environment.</summary>
    public HookRun With(params ReadOnlySpan<(string Name, string Value)> variables)
    {
        foreach (var (name, value) in variables)
        {
            settings[name] = value;
        }

        return this;
    }

    /// <summary>Runs a hook, and gives its exit code and all it said.</summary>
    public (int ExitCode, string Said) Run(string hook)
    {
        var start = new ProcessStartInfo("sh", [folder.File($"infra/hooks/{hook}")]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.Environment.Clear();
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["PATH"] = $"{folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["FAKE_CALLS"] = folder.File(Calls);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("There is no POSIX shell 'sh' on the path.");
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said.GetAwaiter().GetResult() + complained);
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private void Tool(string name, string body)
    {
        var path = folder.File($"bin/{name}");
        File.WriteAllText(path, $"#!/bin/sh\necho \"{name} $*\" >> \"$FAKE_CALLS\"\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
