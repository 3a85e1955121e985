using System.Text.RegularExpressions;

namespace RevenueFunctions.Tests.Infrastructure.Evaluation;

/// <summary>Puts for what only Azure knows what it would look like there.</summary>
public static partial class OnAzure
{
    [GeneratedRegex("«(?<name>[^»]*)»")]
    private static partial Regex Unknown { get; }

    [GeneratedRegex(@"/(?<account>[a-z0-9]+)\.properties\.primaryEndpoints\.(?<service>\w+)$")]
    private static partial Regex Endpoint { get; }

    /// <summary>A text as it would come to be.</summary>
    public static string Fill(string text) => Unknown.Replace(text, match => Like(match.Groups["name"].Value));

    private static string Like(string name) => name switch
    {
        _ when Endpoint.Match(name) is { Success: true } match => $"https://{match.Groups["account"].Value}.{match.Groups["service"].Value}.core.windows.net/",
        _ when name.EndsWith("ConnectionString", StringComparison.Ordinal) => "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://westeurope-0.in.applicationinsights.azure.com/",
        _ when name.EndsWith(".endpoint", StringComparison.Ordinal) => "https://fabric.westeurope.durabletask.io",
        _ when name.EndsWith("Id", StringComparison.Ordinal) => "00000000-0000-0000-0000-000000000001",
        _ => "example",
    };
}
