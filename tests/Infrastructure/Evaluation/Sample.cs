using System.Text.RegularExpressions;

namespace RevenueFunctions.Tests.Infrastructure.Evaluation;

/// <summary>Puts for azd's ${VARIABLES} their defaults, or what they would hold in somebody's environment.</summary>
public static partial class Sample
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["AZURE_ENV_NAME"] = "fabric-test",
        ["AZURE_LOCATION"] = "westeurope",
        ["AZURE_PRINCIPAL_ID"] = "11111111-2222-3333-4444-555555555555",
        ["AZURE_PRINCIPAL_TYPE"] = "User",
        ["AZURE_SUBSCRIPTION_ID"] = "5b5b5b5b-0000-0000-0000-000000000001",
        // A person who changes one limit names that one only; lists are written with spaces.
        ["ALERT_LIMITS"] = """{ "quarantine": 200 }""",
        ["ALERT_EMAILS"] = "revenue@example.com, platform@example.com",
        ["AZURE_TENANT_ID"] = "7e7e7e7e-0000-0000-0000-000000000001",
    };

    /// <summary>A variable with its default.</summary>
    [GeneratedRegex(@"\$\{(?<name>[A-Z][A-Z0-9_]*)(=(?<default>[^}]*))?\}")]
    public static partial Regex Variable { get; }

    /// <summary>
    /// What azd makes of a value of the file of parameters: the text filled, read as the kind that the parameter asks for; null when it leaves
    /// the parameter to its default, because a variable is not set (bicep_provider.go, loadParameters and armParameterFileValue).
    /// </summary>
    public static BicepValue? Of(BicepValue value, string kind)
    {
        if (value is not BicepValue.Scalar { Value: string text } || !Variable.IsMatch(text))
        {
            return value;
        }

        var filled = Variable.Replace(text, Fill);
        return kind switch
        {
            _ when filled.Length == 0 => null,
            "bool" when bool.TryParse(filled, out var flag) => new BicepValue.Scalar(flag),
            "int" when long.TryParse(filled, out var number) => new BicepValue.Scalar(number),
            "string" or "bool" or "int" => new BicepValue.Scalar(filled),
            _ => JsonValue.Of(filled, string.Empty),
        };
    }

    private static string Fill(Match match) => match.Groups["default"] is { Success: true, Value: var text }
        ? text
        : Values.GetValueOrDefault(match.Groups["name"].Value, string.Empty);
}
