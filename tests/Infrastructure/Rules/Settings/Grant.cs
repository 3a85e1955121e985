using RevenueFunctions.Tests.Infrastructure.Rules.Access;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>A role that the app's identity needs.</summary>
/// <param name="Role">The role.</param>
/// <param name="At">The id of the resource that it is needed at.</param>
/// <param name="For">What needs it.</param>
public sealed record Grant(AzureRole Role, string At, string For);
