using RevenueFunctions.Tests.Infrastructure.Evaluation;

namespace RevenueFunctions.Tests.Infrastructure.Checks;

/// <summary>One thing that must hold for what is deployed. Every rule has a seeded mistake that it must find (Mistakes).</summary>
public abstract class Rule
{
    /// <summary>Its name in findings: the class's.</summary>
    public string Name => GetType().Name;

    /// <summary>Whether it reads Bicep, for which node and its grammar must be there.</summary>
    public virtual bool ReadsBicep => true;

    /// <summary>What is wrong; empty when nothing is.</summary>
    public abstract IEnumerable<Finding> Check(Deployment deployment);

    /// <summary>What is found in any of the plans, once, with the first choice of parameters that shows it.</summary>
    protected static IEnumerable<Finding> InPlans(Deployment deployment, Func<Plan, IEnumerable<Finding>> check) => deployment.Plans
        .SelectMany(plan => check(plan).Select(finding => (plan, finding)))
        .DistinctBy(found => found.finding)
        .Select(found => found.finding with { Message = $"{found.finding.Message}{(found.plan == deployment.Plans[0] ? string.Empty : $" [{found.plan.Choice}]")}" });

    /// <summary>A finding of this rule.</summary>
    protected Finding At(string file, int line, string message) => new(file, line, Name, message);
}
