using System.Text.Json;
using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Azd;

/// <summary>main.parameters.json gives what main.bicep requires, nothing that it does not know, and variables as azd reads them.</summary>
public sealed partial class ParametersFit : Rule
{
    [GeneratedRegex(@"\$\{[^}]*\}?|\$[A-Za-z_]\w*")]
    private static partial Regex AnyVariable { get; }

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment)
    {
        if (deployment.Bicep.GetValueOrDefault(Deployment.MainPath) is not { } main)
        {
            return [];
        }

        var text = deployment.Files.Find(Deployment.ParametersPath)?.Text;
        try
        {
            using var document = JsonDocument.Parse(text ?? "{}");
            return [.. Problems(main, document.RootElement).Select(problem => At(Deployment.ParametersPath, Line(text ?? string.Empty, problem.Parameter), problem.Message))];
        }
        catch (JsonException problem)
        {
            return [At(Deployment.ParametersPath, (int)(problem.LineNumber ?? 0) + 1, $"is not JSON: {problem.Message}")];
        }
    }

    private static IEnumerable<(string Parameter, string Message)> Problems(BicepFile main, JsonElement root)
    {
        var given = root.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateObject().ToDictionary(member => member.Name, member => member.Value) : [];
        var known = main.All<Declaration.Parameter>().ToDictionary(parameter => parameter.Name);
        foreach (var parameter in known.Values.Where(parameter => !parameter.IsOptional && !given.ContainsKey(parameter.Name)))
        {
            yield return (string.Empty, $"'{parameter.Name}' is missing, and main.bicep requires it: azd would ask for it at every deployment.");
        }

        foreach (var (name, value) in given)
        {
            if (!known.TryGetValue(name, out var parameter))
            {
                yield return (name, $"'{name}' is no parameter of main.bicep: remove it, or declare it there.");
            }
            else if (!value.TryGetProperty("value", out var content))
            {
                yield return (name, $"'{name}' has no value: write {{ \"value\": ... }}.");
            }
            else if (Problem(parameter, content) is { } problem)
            {
                yield return (name, $"'{name}' {problem}");
            }
        }
    }

    private static string? Problem(Declaration.Parameter parameter, JsonElement content)
    {
        var text = content.ValueKind == JsonValueKind.String ? content.GetString()! : string.Empty;
        if (AnyVariable.Matches(text).FirstOrDefault(match => !Sample.Variable.IsMatch(match.Value)) is { } wrong)
        {
            return $"holds '{wrong.Value}', which azd does not read: write ${{NAME}} or ${{NAME=default}}.";
        }

        var filled = Sample.Of(JsonValue.Of(content, string.Empty), parameter.Type.Text);
        var isLocation = (parameter.Decorator("metadata")?.Arguments is [Expression.Map map]) && map.Properties.Any(property => property.Name == "azd");
        return filled switch
        {
            null when !parameter.IsOptional && !isLocation => "may stay empty, but main.bicep requires it: give a default, ${NAME=default}.",
            BicepValue.Scalar { Value: string } when parameter.Type.Text is "int" or "bool" => $"comes to '{filled.AsText()}', but main.bicep takes {(parameter.Type.Text == "int" ? "a whole number" : "true or false")}.",
            _ => null,
        };
    }

    private static int Line(string text, string parameter)
    {
        var at = parameter.Length == 0 ? 0 : text.IndexOf($"\"{parameter}\"", StringComparison.Ordinal);
        return at < 0 ? 0 : text[..at].Count(character => character == '\n') + 1;
    }
}
