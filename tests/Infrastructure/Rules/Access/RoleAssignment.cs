using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Access;

/// <summary>A planned role assignment.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Principal">To whom.</param>
/// <param name="Role">The role; null = unknown to AzureRoles.</param>
public sealed record RoleAssignment(PlannedResource Resource, string Principal, AzureRole? Role)
{
    /// <summary>The type of the resource.</summary>
    public const string Type = "Microsoft.Authorization/roleAssignments";

    /// <summary>All of a plan.</summary>
    public static IEnumerable<RoleAssignment> Of(Plan plan) => plan.Of(Type).Select(resource => new RoleAssignment(
        resource,
        resource.Property("principalId")?.AsText() ?? string.Empty,
        AzureRoles.Find(resource.Property("roleDefinitionId")?.AsText() ?? string.Empty)));
}
