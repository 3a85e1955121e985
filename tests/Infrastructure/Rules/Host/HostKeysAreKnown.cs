using System.Text.Json;
using RevenueFunctions.Tests.Infrastructure.Checks;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Host;

/// <summary>Every key of host.json is one that the host or an extension reads, and its value is of the kind and in the range that it takes.</summary>
public sealed class HostKeysAreKnown : Rule
{
    /// <inheritdoc/>
    public override bool ReadsBicep => false;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        var text = deployment.Files.Text(HostJsonFile.Path);
        return HostJsonFile.Broken(text) is { } broken
            ? [At(HostJsonFile.Path, broken.Line, broken.Message)]
            : HostJsonFile.Keys(text).Select(key => (key.Path, Problem: Problem(key.Path, key.Value))).Where(key => key.Problem is not null)
                .Select(key => At(HostJsonFile.Path, HostJsonFile.LineOf(text, key.Path), $"'{string.Join('.', key.Path)}' {key.Problem}"));
    }

    private static string? Problem(string[] path, JsonElement value)
    {
        if (HostKeys.Find(path) is { } key)
        {
            return key.Problem(value) is { } problem ? $"{problem}, not {value.GetRawText()}." : null;
        }

        var same = HostKeys.All.FirstOrDefault(candidate => string.Equals(candidate.Path.Split('.')[^1], path[^1], StringComparison.OrdinalIgnoreCase));
        return $"is read by nobody, so it would do nothing. {(same is null ? "Correct its name or remove it." : $"It belongs at '{same.Path}'.")}";
    }
}
