using System.Collections.Immutable;
using RevenueFunctions.Rating;

namespace RevenueFunctions.Ingest;

/// <summary>The identity of a usage series as text that a person can read.</summary>
public static class UsageKey
{
    /// <summary>Of a contract, a meter and the values of its dimensions; with the period that late usage belongs to.</summary>
    public static string Of(string subscriptionId, string meter, ImmutableSortedDictionary<string, string> group, string? lateFrom = null)
    {
        var key = $"{subscriptionId}/{meter}{{{string.Join(", ", group.Select(dimension => $"{dimension.Key}={dimension.Value}"))}}}";
        return lateFrom is null ? key : $"{key} late from {lateFrom}";
    }

    /// <summary>Of what an event measured, late or not.</summary>
    public static string Of(UsageMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return Of(measure.SubscriptionId, measure.Meter, measure.Group);
    }

    /// <summary>Of a metered usage, whatever part of the period it is of.</summary>
    public static string Of(MeteredUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return Of(usage.SubscriptionId, usage.Meter, usage.Group, usage.LateFrom);
    }
}
