namespace RevenueFunctions.Catalog;

/// <summary>How the events of a bucket become its quantity.</summary>
public enum BucketAggregation
{
    /// <summary>The greatest quantity.</summary>
    Max,

    /// <summary>The sum of the quantities.</summary>
    Sum,
}
