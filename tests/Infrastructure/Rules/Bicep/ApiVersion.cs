namespace RevenueFunctions.Tests.Infrastructure.Rules.Bicep;

/// <summary>A version of an API that we chose.</summary>
/// <param name="Type">The type; those below it are of the same version.</param>
/// <param name="Version">The version.</param>
/// <param name="Why">Why this one.</param>
public sealed record ApiVersion(string Type, string Version, string Why);
