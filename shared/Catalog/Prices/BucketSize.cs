namespace RevenueFunctions.Catalog;

/// <summary>The time that a bucket spans, by the clock of the account's time zone.</summary>
public enum BucketSize
{
    /// <summary>A clock hour; the hour that comes twice when the clocks go back is two buckets.</summary>
    Hour,

    /// <summary>A calendar day.</summary>
    Day,
}
