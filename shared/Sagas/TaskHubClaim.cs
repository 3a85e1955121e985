using System.Globalization;

namespace RevenueFunctions.Sagas;

/// <summary>Whose a task hub is.</summary>
/// <param name="TaskHub">The task hub.</param>
/// <param name="Deployment">The deployment whose sagas run on it.</param>
/// <param name="StorageLayout">The layout of the rows that belong to them.</param>
/// <param name="SagaVersion">The newest version on which a saga began; null while none did.</param>
/// <param name="ChangedAt">When it was claimed, or when a saga began on a newer version.</param>
public sealed record TaskHubClaim(string TaskHub, string Deployment, int StorageLayout, string? SagaVersion, DateTimeOffset ChangedAt)
{
    /// <summary>Names this very state of the claim, to be given up by a person who says so. The time makes that no later claim is named the same.</summary>
    public string Mark => string.Create(CultureInfo.InvariantCulture, $"{Deployment}{(SagaVersion is null ? string.Empty : $"/{SagaVersion}")}@{ChangedAt.ToUnixTimeMilliseconds()}");
}
