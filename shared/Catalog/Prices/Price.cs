using System.Text.Json.Serialization;

namespace RevenueFunctions.Catalog;

/// <summary>
/// How an amount is computed from a quantity: a model, and terms that every model may have. All amounts are in the plan's currency, unrounded
/// until the line. The order is fixed: convert, round, usage discount, included units, model, commitment, percentage discount, maximum, minimum.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "model", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(FlatPrice), "flat")]
[JsonDerivedType(typeof(PerUnitPrice), "perUnit")]
[JsonDerivedType(typeof(GraduatedPrice), "graduated")]
[JsonDerivedType(typeof(VolumePrice), "volume")]
[JsonDerivedType(typeof(PackagePrice), "package")]
[JsonDerivedType(typeof(PercentagePrice), "percentage")]
[JsonDerivedType(typeof(GraduatedPercentagePrice), "graduatedPercentage")]
[JsonDerivedType(typeof(StairStepPrice), "stairStep")]
[JsonDerivedType(typeof(DynamicPrice), "dynamic")]
[JsonDerivedType(typeof(BlockPrice), "block")]
[JsonDerivedType(typeof(BucketedPrice), "bucketed")]
[JsonDerivedType(typeof(TimeWeightedGraduatedPrice), "timeWeightedGraduated")]
public abstract record Price
{
    /// <summary>Changes the unit of the quantity before anything else.</summary>
    public UnitConversion? Conversion { get; init; }

    /// <summary>Units taken off the converted and rounded quantity, never below zero.</summary>
    public decimal? UsageDiscount { get; init; }

    /// <summary>Units that cost nothing; taken off after the usage discount, never below zero.</summary>
    public decimal? IncludedUnits { get; init; }

    /// <summary>An amount that is used up first, and what goes beyond it at a factor.</summary>
    public PriceCommitment? Commitment { get; init; }

    /// <summary>Per cent taken off the amount, 0 to 100.</summary>
    public decimal? DiscountPercent { get; init; }

    /// <summary>The most that a period costs, after the discount.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>The least that a period costs, prorated where only a part is covered; the difference is charged on the period's last slice.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>How a partial period is measured, where flat amounts, the commitment and the minimum are prorated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ProrationBasis Proration { get; init; }

    /// <summary>How the quantity is rounded after the conversion; null where the model has no such term.</summary>
    [JsonIgnore]
    public virtual QuantityRounding? RoundingOfQuantity => null;
}
