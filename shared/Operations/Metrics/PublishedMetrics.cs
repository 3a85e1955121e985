using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Operations;

/// <summary>
/// The gauges: they read the last measurement of this process for as long as it is fresh. Of several instances only those whose timer ran have
/// one, and one whose timer ran elsewhere since falls silent; so over instances a gauge is read as a maximum, never as a sum.
/// </summary>
public sealed class PublishedMetrics
{
    private readonly TimeSpan staleAfter;
    private readonly TimeProvider clock;
    private Published last = new(DateTimeOffset.MinValue, new Dictionary<string, Dictionary<string, Figure>>(StringComparer.Ordinal));

    /// <summary>Creates the gauges. They report nothing before the first measurement.</summary>
    public PublishedMetrics(IMeterFactory meters, IOptions<MetricsOptions> options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(meters);
        ArgumentNullException.ThrowIfNull(options);
        (staleAfter, this.clock) = (options.Value.StaleAfter, clock);
        var meter = meters.Create(InstrumentNames.Meter);
        foreach (var gauge in Gauges.All)
        {
            meter.CreateObservableGauge(gauge.Name, () => Read(gauge.Name), gauge.Unit, gauge.Meaning);
        }
    }

    /// <summary>Publishes a measurement in place of the one before.</summary>
    public void Publish(FabricMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var before = Volatile.Read(ref last);
        var figures = metrics.Sections.SelectMany(section => section.Figures)
            .GroupBy(figure => figure.Name, StringComparer.Ordinal)
            .ToDictionary(name => name.Key, name => name.ToDictionary(SeriesOf, StringComparer.Ordinal), StringComparer.Ordinal);
        var unknown = metrics.Sections.SelectMany(section => section.NotMeasured ?? []).ToHashSet(StringComparer.Ordinal);

        // What could not be had is silent, as if nobody had measured: nought would say that all is well.
        foreach (var (name, series) in before.Figures.Where(one => !unknown.Contains(one.Key)))
        {
            foreach (var (id, gone) in series)
            {
                // A reason or a break that is gone is none, said once more for as long as this process lives: a series that merely ends keeps
                // its last value on many a chart.
                if (!figures.TryGetValue(name, out var now))
                {
                    figures.Add(name, now = new Dictionary<string, Figure>(StringComparer.Ordinal));
                }

                now.TryAdd(id, gone with { Value = 0m });
            }
        }

        Volatile.Write(ref last, new Published(metrics.MeasuredAt, figures));
    }

    private IEnumerable<Measurement<double>> Read(string name)
    {
        var published = Volatile.Read(ref last);
        return clock.GetUtcNow() - published.At > staleAfter || !published.Figures.TryGetValue(name, out var series)
            ? []
            : series.Values.Select(figure => new Measurement<double>((double)figure.Value, TagsOf(figure)));
    }

    private static string SeriesOf(Figure figure) => figure.Of is null ? string.Empty : string.Join('\u001f', figure.Of.Select(tag => $"{tag.Key}={tag.Value}"));

    private static IEnumerable<KeyValuePair<string, object?>> TagsOf(Figure figure) =>
        figure.Of is null ? [] : figure.Of.Select(tag => KeyValuePair.Create(tag.Key, (object?)tag.Value));

    private sealed record Published(DateTimeOffset At, Dictionary<string, Dictionary<string, Figure>> Figures);
}
