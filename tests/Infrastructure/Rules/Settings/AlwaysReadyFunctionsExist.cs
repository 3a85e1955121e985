using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Settings;

/// <summary>Instances that are kept ready are kept for a group that Flex knows, or for a function that there is.</summary>
public sealed class AlwaysReadyFunctionsExist : Rule
{
    private const string Prefix = "function:";
    private static readonly string[] Groups = ["http", "durable", "blob"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        InPlans(deployment, plan =>
            from site in plan.Of("Microsoft.Web/sites")
            from item in (site.Property("functionAppConfig", "scaleAndConcurrency", "alwaysReady") as BicepValue.Items)?.Values ?? []
            let name = item.At("name")?.AsText() ?? string.Empty
            where !Groups.Contains(name) && !(name.StartsWith(Prefix, StringComparison.Ordinal) && deployment.App.Triggers.Any(trigger => trigger.Function == name[Prefix.Length..]))
            select At(site.File, site.Line, $"alwaysReady names '{name}', which is neither {string.Join(", ", Groups)} nor '{Prefix}' with the name of a function: it would keep nothing ready."));
}
