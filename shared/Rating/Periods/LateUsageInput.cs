using System.Collections.Immutable;
using RevenueFunctions.Ingest;

namespace RevenueFunctions.Rating;

/// <summary>
/// Takes the usage of a period apart: its own, and what came late for earlier ones. Late usage has the quantity that it adds, so putting it to the rest is
/// adding: the sum is what the meter would have come to with it, however it aggregates. Pure.
/// </summary>
internal static class LateUsageInput
{
    /// <summary>The usage that belongs to the period itself.</summary>
    public static PeriodInput Own(PeriodInput input) => new(
        [.. input.Usage.Where(one => one.LateFrom is null)], [.. input.Events.Where(one => one.LateFrom is null)]);

    /// <summary>The usage that came late for the periods named.</summary>
    public static PeriodInput Late(PeriodInput input, Func<MeteredUsage, bool> isWanted) => new(
        [.. input.Usage.Where(one => one.LateFrom is not null && isWanted(one))],
        [.. input.Events.Where(one => one.LateFrom is not null && input.Usage.Any(usage => usage.LateFrom == one.LateFrom && isWanted(usage) && KeyOf(usage) == KeyOf(one)))]);

    /// <summary>One with the other as though all of it had come in time.</summary>
    public static PeriodInput With(PeriodInput own, PeriodInput late)
    {
        var usage = own.Usage.ToList();
        foreach (var one in late.Usage)
        {
            var at = usage.FindIndex(other => KeyOf(other) == KeyOf(one) && other.From == one.From);
            if (at < 0)
            {
                usage.Add(one with { LateFrom = null });
            }
            else
            {
                usage[at] = usage[at] with
                {
                    Quantity = usage[at].Quantity + one.Quantity,
                    EventCount = usage[at].EventCount + one.EventCount,
                    SetHash = Hash128.Text(Hash128.Parse(usage[at].SetHash) + Hash128.Parse(one.SetHash)),
                };
            }
        }

        ImmutableArray<MeteredEvents> events =
        [
            .. own.Events.Concat(late.Events).GroupBy(one => (KeyOf(one), one.From))
                .Select(same => same.First() with { Events = [.. same.SelectMany(one => one.Events)], LateFrom = null }),
        ];
        return new PeriodInput([.. usage], events);
    }

    /// <summary>Late usage as usage of the period that it belongs to: the part of the period it landed in says nothing about that.</summary>
    public static PeriodInput InTime(PeriodInput late) => new(
        [.. late.Usage.Select(one => one with { From = null, To = null })], [.. late.Events.Select(one => one with { From = null })]);

    /// <summary>The events handed to the parts of the usage that they happened in, where the contract changed within the period.</summary>
    public static PeriodInput EventsByPart(PeriodInput input)
    {
        var parts = input.Usage.Where(one => one.From is not null).ToLookup(one => one.SubscriptionId, one => one.From, StringComparer.Ordinal);
        ImmutableArray<MeteredEvents> events =
        [
            .. input.Events.SelectMany(of => of.Events.Select(one => (Of: of with { From = PartAt(parts[of.SubscriptionId], one.Time) }, Event: one)))
                .GroupBy(one => (KeyOf(one.Of), one.Of.From))
                .Select(same => same.First().Of with { Events = [.. same.Select(one => one.Event)], LateFrom = null }),
        ];
        return input with { Events = events };
    }

    /// <summary>The start of the part that an instant lies in; null when there are no parts.</summary>
    public static DateTimeOffset? PartAt(IEnumerable<DateTimeOffset?> starts, DateTimeOffset time) => starts.Where(start => start <= time).Max() ?? starts.Min();

    /// <summary>Contract, meter and group.</summary>
    public static string KeyOf(MeteredUsage usage) => UsageKey.Of(usage.SubscriptionId, usage.Meter, usage.Group);

    private static string KeyOf(MeteredEvents events) => UsageKey.Of(events.SubscriptionId, events.Meter, events.Group);
}
