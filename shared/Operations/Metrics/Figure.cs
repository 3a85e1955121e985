using RevenueFunctions.Telemetry;

namespace RevenueFunctions.Operations;

/// <summary>One number of a measurement, with what a person needs to read it.</summary>
/// <param name="Name">That of the instrument, where the figure is one.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">What it counts: "s", "event", "1" for a share.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="State">How it stands.</param>
/// <param name="Of">Which of several: the partition, the legal entity, the reason.</param>
/// <param name="Limit">What it may be at most; absent where there is no limit.</param>
/// <param name="Since">Since when, where that says more than the number.</param>
/// <param name="Act">Where to look and act.</param>
/// <param name="Alert">The alert that fires when it is over its limit.</param>
/// <param name="AtLeast">True when counting stopped there, to keep the measurement cheap.</param>
public sealed record Figure(
    string Name,
    decimal Value,
    string Unit,
    string Meaning,
    FigureState State = FigureState.Ok,
    IReadOnlyDictionary<string, string>? Of = null,
    decimal? Limit = null,
    DateTimeOffset? Since = null,
    string? Act = null,
    AlertKey? Alert = null,
    bool AtLeast = false)
{
    /// <summary>A figure without a limit.</summary>
    internal static Figure Plain(GaugeDescription gauge, decimal value, string act) => new(gauge.Name, value, UnitOf(gauge), gauge.Meaning, Act: act);

    /// <summary>A count of what should not be there: anything but none asks for attention, more than the limit is a breach.</summary>
    internal static Figure Count(GaugeDescription gauge, decimal value, AlertKey alert, decimal limit, string act) => new(
        gauge.Name, value, UnitOf(gauge), gauge.Meaning, value > limit ? FigureState.Breach : value > 0 ? FigureState.Attention : FigureState.Ok, Limit: limit, Act: act, Alert: alert);

    /// <summary>How long something waits: more than half of the limit asks for attention, more than the limit is a breach.</summary>
    internal static Figure Age(GaugeDescription gauge, TimeSpan age, AlertKey alert, TimeSpan limit, string act) => new(
        gauge.Name, Seconds(age), UnitOf(gauge), gauge.Meaning, age > limit ? FigureState.Breach : age > limit / 2 ? FigureState.Attention : FigureState.Ok,
        Limit: Seconds(limit), Act: act, Alert: alert);

    /// <summary>The same of one of several.</summary>
    internal Figure For(string tag, string value) => this with
    {
        Of = new SortedDictionary<string, string>(Of is null ? [] : Of.ToDictionary(), StringComparer.Ordinal) { [tag] = value },
    };

    /// <summary>Whole milliseconds, as seconds.</summary>
    internal static decimal Seconds(TimeSpan time) => Math.Max(0, (long)time.TotalMilliseconds) / 1000m;

    // Braces are OpenTelemetry's way to say that the unit is only a word.
    private static string UnitOf(GaugeDescription gauge) => gauge.Unit.Trim('{', '}');
}
