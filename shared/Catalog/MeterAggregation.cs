namespace RevenueFunctions.Catalog;

/// <summary>How the values of a meter become a quantity.</summary>
public enum MeterAggregation
{
    /// <summary>The sum of the values.</summary>
    Sum,

    /// <summary>The number of events.</summary>
    Count,

    /// <summary>The least value of the period.</summary>
    Min,

    /// <summary>The greatest value of the period.</summary>
    Max,

    /// <summary>The value of the latest event of the period; of two at the same instant, the one with the greater event id.</summary>
    Latest,

    /// <summary>The number of distinct values (as text).</summary>
    Unique,

    /// <summary>The sum of the values divided by their number.</summary>
    Average,

    /// <summary>
    /// The average of a gauge over the period, each value weighted by the time until the next one (the last until the contract's or the period's end);
    /// before the first value it is zero.
    /// </summary>
    TimeWeighted,
}
