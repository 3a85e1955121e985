using System.Text.RegularExpressions;
using RevenueFunctions.Tests.Infrastructure.Bicep;
using RevenueFunctions.Tests.Infrastructure.Checks;
using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Rules.Access;

/// <summary>No output holds a secret: azd writes every output of main.bicep into files of whoever deploys, and deployments keep the rest.</summary>
public sealed partial class OutputsHoldNoSecrets : Rule
{
    [GeneratedRegex("ConnectionString|InstrumentationKey|primaryKey|secondaryKey|accountKey|password|secret|sharedKey", RegexOptions.IgnoreCase)]
    private static partial Regex Secret { get; }

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Deployment deployment) =>
        InPlans(deployment, plan => plan.Main.Instances().SelectMany(Check));

    private IEnumerable<Finding> Check(ModuleInstance instance)
    {
        var secure = instance.Source.File.All<Declaration.Parameter>().Where(parameter => parameter.Decorator("secure") is not null).Select(parameter => parameter.Name).ToHashSet();
        foreach (var output in instance.Source.File.All<Declaration.Output>())
        {
            var value = instance.Output(output.Name)!.AsText();
            var holdsParameter = Visit.All(output.Value).Any(visit => visit.Expression is Expression.Name name && secure.Contains(name.Value));

            // The connection string of Application Insights opens nothing while local authentication is off (SharedKeysAreOff); the site needs it.
            var isTelemetry = instance.Source.File.Path != Deployment.MainPath && value.StartsWith("«Microsoft.Insights/components/", StringComparison.Ordinal);
            if (holdsParameter || (!isTelemetry && (Secret.IsMatch(output.Name) || Secret.IsMatch(value))))
            {
                yield return At(instance.Source.File.Path, output.Line, $"output '{output.Name}' holds a secret ({value}): remove it; who needs it asks the service with their own identity.");
            }
        }
    }
}
