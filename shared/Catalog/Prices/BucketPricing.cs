namespace RevenueFunctions.Catalog;

/// <summary>What the inner price of a bucketed price is applied to.</summary>
public enum BucketPricing
{
    /// <summary>Each bucket by itself: its tiers and its commitment begin anew in every bucket.</summary>
    EachBucket,

    /// <summary>The sum of the buckets' quantities.</summary>
    Total,
}
