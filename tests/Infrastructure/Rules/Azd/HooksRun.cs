using System.Diagnostics;
using RevenueFunctions.Tests.Infrastructure.Checks;
using YamlDotNet.RepresentationModel;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Azd;

/// <summary>Each hook has a script for both kinds of machine; it is there, may be run, stops at its first failure, and its shell can read it.</summary>
public sealed class HooksRun : Rule
{
    /// <inheritdoc/>
    public override bool ReadsBicep => false;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var hooks = YamlTree.Members(YamlTree.Member(YamlTree.Read(deployment.Files.Find(YamlTree.Path)?.Text ?? string.Empty).Root, "hooks")).ToList();
        var missing = from hook in hooks
                      from system in new[] { "posix", "windows" }
                      where YamlTree.Member(hook.Value, system) is null
                      select At(YamlTree.Path, hook.Line, $"hook {hook.Key} has no script for {system}: who deploys from there would skip it in silence.");
        var scripts = from hook in hooks
                      from part in YamlTree.Members(hook.Value)
                      let run = YamlTree.Text(YamlTree.Member(part.Value, "run"))
                      where run is not null
                      from problem in Named(deployment, hook.Key, part, run)
                      select problem;
        return missing.Concat(scripts).Concat(deployment.Files.Below("infra/hooks", ".sh").SelectMany(path => Script(path, deployment.Files.Find(path)!)));
    }

    private IEnumerable<Finding> Named(Deployment deployment, string hook, (string Key, YamlNode Value, int Line) part, string run)
    {
        var path = run.Replace("./", string.Empty, StringComparison.Ordinal);
        if (deployment.Files.Find(path) is null)
        {
            yield return At(YamlTree.Path, part.Line, $"hook {hook} runs {run}, which is not there: correct the path, or add the script.");
        }
        else if (Path.GetExtension(path) != (part.Key == "windows" ? ".ps1" : ".sh"))
        {
            yield return At(YamlTree.Path, part.Line, $"hook {hook} runs {run} on {part.Key}, whose shell cannot read it.");
        }
    }

    private IEnumerable<Finding> Script(string path, ProjectFile script)
    {
        if (!script.IsExecutable)
        {
            yield return At(path, 0, "may not be run: chmod +x it, and commit the mode.");
        }

        if (!script.Text.Contains("set -e", StringComparison.Ordinal))
        {
            yield return At(path, 1, "goes on after a command that failed: begin it with 'set -eu'.");
        }

        if (File.Exists("/bin/sh") && Parse(script.Text) is { Length: > 0 } problem)
        {
            yield return At(path, 0, $"the shell cannot read it: {problem.Trim()}");
        }
    }

    // -n reads without running.
    private static string Parse(string text)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-n"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
        shell.StandardInput.Write(text);
        shell.StandardInput.Close();
        var problem = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        return shell.ExitCode == 0 ? string.Empty : problem;
    }
}
