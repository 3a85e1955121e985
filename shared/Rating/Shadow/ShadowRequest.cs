using System.Collections.Immutable;

namespace RevenueFunctions.Rating;

/// <summary>Which closed periods are rated by a draft.</summary>
/// <param name="Periods">Keys of billing periods, such as "20260301".</param>
/// <param name="Accounts">The accounts; absent: all that have a contract on the plan.</param>
public sealed record ShadowRequest(ImmutableArray<string> Periods, ImmutableArray<string> Accounts = default)
{
    /// <summary>Absent reads as empty.</summary>
    public ImmutableArray<string> Accounts { get; init; } = Accounts.IsDefault ? [] : Accounts;
}
