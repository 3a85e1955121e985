using System.Text.Json;

namespace RevenueFunctions.Tests.Hostile.Surface;

/// <summary>Something that the host can be asked to do over HTTP.</summary>
/// <param name="Method">GET, POST ….</param>
/// <param name="Template">Its path, parameters in braces without constraints.</param>
/// <param name="Query">Query parameters that it is known to read.</param>
/// <param name="Body">The JSON schema of its body; null when none is described.</param>
internal sealed record Operation(string Method, string Template, IReadOnlyList<string> Query, JsonElement? Body)
{
    /// <summary>Names of the parameters in the path, in order.</summary>
    public IReadOnlyList<string> PathParameters { get; } =
        [.. Template.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}', '*', '?'))];

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Template}";

    /// <summary>The path up to a parameter, such as "/api/v1/accounts" for the id of an account.</summary>
    public string Before(string parameter)
    {
        var parts = Template.Split('/');
        return string.Join('/', parts.TakeWhile(part => !part.StartsWith('{') || part.Trim('{', '}', '*', '?') != parameter));
    }
}
