using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RevenueFunctions.Functions.Telemetry;

/// <summary>
/// Reads OpenTelemetry's own sampler settings for the traces that the fabric derives. Their spans name a parent, so that a sampler that
/// follows parents would never draw for them: the fabric draws, by the same settings, and says the result in that parent.
/// </summary>
internal static class TraceSampling
{
    public const string Sampler = "OTEL_TRACES_SAMPLER";
    public const string Argument = "OTEL_TRACES_SAMPLER_ARG";

    /// <summary>The part of the traces to record; null when the argument is none.</summary>
    public static double? ShareOf(IConfiguration configuration) => configuration[Sampler]?.Trim().ToUpperInvariant() switch
    {
        "ALWAYS_OFF" or "PARENTBASED_ALWAYS_OFF" => 0,
        "TRACEIDRATIO" or "PARENTBASED_TRACEIDRATIO" => Part(configuration[Argument]),
        _ => 1,
    };

    private static double? Part(string? argument) => string.IsNullOrEmpty(argument) ? 1
        : double.TryParse(argument, NumberStyles.Float, CultureInfo.InvariantCulture, out var part) && part is >= 0 and <= 1 ? part : null;
}
