using System.Collections.Immutable;

namespace RevenueFunctions.Catalog;

/// <summary>How two versions of a document differ.</summary>
/// <param name="From">The version that is compared against; 0 for nothing, so that everything is new.</param>
/// <param name="To">The version.</param>
/// <param name="Members">Each member that differs, in order of its path.</param>
public sealed record VersionDifference(int From, int To, ImmutableArray<MemberDifference> Members);
