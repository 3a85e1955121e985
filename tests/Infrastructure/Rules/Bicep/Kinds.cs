using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>Whether a value is of a declared type. What is known only on Azure is of every type; types that files declare themselves are not looked into.</summary>
public static class Kinds
{
    /// <summary>What the type takes, when the value is something else; null = it fits.</summary>
    public static string? Wrong(string type, BicepValue value) => (type, value) switch
    {
        (_, BicepValue.Runtime) => null,
        ("string", not BicepValue.Scalar { Value: string }) => "a string",
        ("int", not BicepValue.Scalar { Value: long }) => "a whole number",
        ("bool", not BicepValue.Scalar { Value: bool }) => "true or false",
        ("object", not BicepValue.Map) => "an object",
        ("array", not BicepValue.Items) => "a list",
        ("string[]", BicepValue.Items { Values: var items }) when items.All(item => item is BicepValue.Runtime or BicepValue.Scalar { Value: string }) => null,
        ("string[]", _) => "a list of strings",
        _ => null,
    };
}
