namespace RevenueFunctions.Catalog;

/// <summary>
/// Usage counted bucket by bucket, such as the peak of each hour. A commitment of the inner price is a window commitment: with a true-up, or
/// with a minimum, every bucket of the period is charged, also those without usage.
/// </summary>
/// <param name="Bucket">What a bucket spans.</param>
/// <param name="Price">Applied to each bucket, or to the sum of them.</param>
/// <param name="Aggregation">How the events of a bucket become its quantity.</param>
/// <param name="PriceOn">What the inner price is applied to.</param>
public sealed record BucketedPrice(
    BucketSize Bucket, Price Price, BucketAggregation Aggregation = BucketAggregation.Max, BucketPricing PriceOn = BucketPricing.EachBucket) : QuantityPrice;
