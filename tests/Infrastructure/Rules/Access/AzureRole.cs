namespace RevenueFunctions.Tests.Infrastructure.Rules.Access;

/// <summary>A role of Azure.</summary>
/// <param name="Name">As Azure names it.</param>
/// <param name="Id">The same in every tenant.</param>
/// <param name="Refusal">Why we never assign it; null = we may.</param>
public sealed record AzureRole(string Name, string Id, string? Refusal = null);
