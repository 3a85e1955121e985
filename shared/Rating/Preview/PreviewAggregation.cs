namespace RevenueFunctions.Rating;

/// <summary>How the events of a preview become a quantity.</summary>
public enum PreviewAggregation
{
    /// <summary>The sum of the quantities.</summary>
    Sum,

    /// <summary>The number of events.</summary>
    Count,

    /// <summary>The least quantity.</summary>
    Min,

    /// <summary>The greatest quantity.</summary>
    Max,

    /// <summary>The quantity of the latest event.</summary>
    Latest,

    /// <summary>The number of distinct quantities.</summary>
    Unique,

    /// <summary>The sum of the quantities divided by their number.</summary>
    Average,

    /// <summary>The average of a gauge over the period; each quantity is the level from then on. Needs a coverage.</summary>
    TimeWeighted,

    /// <summary>The same where each quantity is a change of the level. Needs a coverage.</summary>
    WeightedSum,
}
