using System.Text.Json.Serialization;

namespace RevenueFunctions.Catalog;

/// <summary>A price whose quantity may be rounded before it is priced: every one but the package price, which rounds to packages.</summary>
public abstract record QuantityPrice : Price
{
    /// <summary>How the converted quantity is rounded; absent: not at all.</summary>
    public QuantityRounding? Rounding { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override QuantityRounding? RoundingOfQuantity => Rounding;
}
