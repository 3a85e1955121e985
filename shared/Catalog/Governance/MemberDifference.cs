using System.Text.Json;

namespace RevenueFunctions.Catalog;

/// <summary>A member that differs between two versions.</summary>
/// <param name="Path">Where it is, such as "rateCards[fee].price.amount"; elements that have a key are named by it.</param>
/// <param name="From">What it was; absent when it was not there.</param>
/// <param name="To">What it is; absent when it is not there any more.</param>
public sealed record MemberDifference(string Path, JsonElement? From = null, JsonElement? To = null);
