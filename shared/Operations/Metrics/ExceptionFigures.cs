using Microsoft.Extensions.Options;
using RevenueFunctions.Exceptions;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Operations;

/// <summary>What waits for a person. Reads nothing of its own.</summary>
internal sealed class ExceptionFigures(IOptions<MetricsOptions> options)
{
    private const string Open = "/api/v1/exceptions";

    public List<Figure> Measure(OpenCases open, DateTimeOffset now)
    {
        var oldest = open.Cases.Count == 0 ? (DateTimeOffset?)null : open.Cases.Min(one => one.RaisedAt);
        var figures = new List<Figure>
        {
            Figure.Age(Gauges.ExceptionsOldest, oldest is { } since ? now - since : TimeSpan.Zero, AlertKey.OldestException, options.Value.OldestException, Open) with
            {
                Since = oldest, AtLeast = open.AreMore,
            },
        };
        foreach (var kind in Enum.GetValues<ExceptionKind>())
        {
            var name = CodeOf(kind);
            var count = open.Cases.Count(one => one.Kind == kind);
            figures.Add((Figure.Plain(Gauges.ExceptionsOpen, count, $"{Open}?kind={name}") with
            {
                State = count > 0 ? FigureState.Attention : FigureState.Ok, AtLeast = open.AreMore,
            }).For(InstrumentTags.Kind, name));
        }

        return figures;
    }

    /// <summary>As JSON names it.</summary>
    internal static string CodeOf<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
