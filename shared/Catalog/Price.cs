using System.Text.Json.Serialization;

namespace RevenueFunctions.Catalog;

/// <summary>How an amount is computed from a quantity. All amounts are in the plan's currency, unrounded until the line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "model", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(FlatPrice), "flat")]
[JsonDerivedType(typeof(PerUnitPrice), "perUnit")]
[JsonDerivedType(typeof(GraduatedPrice), "graduated")]
[JsonDerivedType(typeof(VolumePrice), "volume")]
[JsonDerivedType(typeof(PackagePrice), "package")]
public abstract record Price;
