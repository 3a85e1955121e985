using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Access;

/// <summary>No service takes a key, an unencrypted connection or an anonymous reader: identities are the only way in.</summary>
public sealed class SharedKeysAreOff : Rule
{
    private static readonly (string Type, string[] Path, string Value)[] Wanted =
    [
        ("Microsoft.Storage/storageAccounts", ["allowSharedKeyAccess"], "false"),
        ("Microsoft.Storage/storageAccounts", ["allowBlobPublicAccess"], "false"),
        ("Microsoft.Storage/storageAccounts", ["supportsHttpsTrafficOnly"], "true"),
        ("Microsoft.Storage/storageAccounts", ["minimumTlsVersion"], "TLS1_2"),
        ("Microsoft.Storage/storageAccounts/blobServices/containers", ["publicAccess"], "None"),
        ("Microsoft.EventHub/namespaces", ["disableLocalAuth"], "true"),
        ("Microsoft.EventHub/namespaces", ["minimumTlsVersion"], "1.2"),
        ("Microsoft.ServiceBus/namespaces", ["disableLocalAuth"], "true"),
        ("Microsoft.ServiceBus/namespaces", ["minimumTlsVersion"], "1.2"),
        ("Microsoft.Insights/components", ["DisableLocalAuth"], "true"),
        ("Microsoft.OperationalInsights/workspaces", ["features", "disableLocalAuth"], "true"),
        ("Microsoft.Web/sites", ["httpsOnly"], "true"),
        ("Microsoft.Web/sites", ["siteConfig", "ftpsState"], "Disabled"),
        ("Microsoft.Web/sites", ["siteConfig", "minTlsVersion"], "1.2"),
        ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", ["allow"], "false"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) => InPlans(deployment, Check);

    private IEnumerable<Finding> Check(Plan plan)
    {
        var open =
            from wanted in Wanted
            from resource in plan.Of(wanted.Type)
            let value = resource.Property(wanted.Path)?.AsText()
            where value != wanted.Value
            select At(resource.File, resource.Line,
                $"{string.Join('.', wanted.Path)} of {resource.Name} must be {wanted.Value}, and is {(value is null ? "not set" : $"'{value}'")}: an identity is the only way in.");
        var users =
            from site in plan.Of("Microsoft.Web/sites")
            from user in new[] { "ftp", "scm" }
            where !plan.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Any(policy => policy.FullName == $"{site.Name}/{user}")
            select At(site.File, site.Line, $"the publishing user '{user}' of {site.Name} is not switched off: add basicPublishingCredentialsPolicies/{user} with allow false.");
        return open.Concat(users);
    }
}
