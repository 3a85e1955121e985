using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace RevenueFunctions.Tests.Harness;

/// <summary>A factory of meters that keeps all that is recorded on them, and on no others.</summary>
public sealed class RecordedMeters : IMeterFactory
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, Meter> meters = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Reading> readings = new();

    /// <summary>Listens from now on.</summary>
    public RecordedMeters()
    {
        listener.InstrumentPublished = (instrument, subject) =>
        {
            if (instrument.Meter.Scope == this)
            {
                subject.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Everything recorded so far, in order.</summary>
    public IReadOnlyCollection<Reading> Readings => readings;

    /// <summary>The sum of what was recorded on an instrument, of those readings that have these tags.</summary>
    public double Sum(string instrument, params (string Name, string Value)[] tags) => Of(instrument, tags).Sum(reading => reading.Value);

    /// <summary>What was recorded on an instrument, of those readings that have these tags.</summary>
    public IReadOnlyList<Reading> Of(string instrument, params (string Name, string Value)[] tags) =>
        [.. readings.Where(reading => reading.Instrument == instrument && tags.All(tag => reading.Tags.GetValueOrDefault(tag.Name) == tag.Value))];

    /// <summary>What the gauges say now.</summary>
    public IReadOnlyList<Reading> Observe()
    {
        var before = readings.Count;
        listener.RecordObservableInstruments();
        return [.. readings.Skip(before)];
    }

    /// <inheritdoc/>
    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return meters.GetOrAdd(options.Name, static (name, scope) => new Meter(new MeterOptions(name) { Scope = scope }), this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        listener.Dispose();
        foreach (var meter in meters.Values)
        {
            meter.Dispose();
        }
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var named = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, tag) in tags)
        {
            named[name] = tag?.ToString() ?? string.Empty;
        }

        readings.Enqueue(new Reading(instrument.Name, value, named));
    }

    /// <summary>One recorded value.</summary>
    public sealed record Reading(string Instrument, double Value, IReadOnlyDictionary<string, string> Tags)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Instrument}{{{string.Join(",", Tags.Select(tag => $"{tag.Key}={tag.Value}"))}}} {Value}";
    }
}
