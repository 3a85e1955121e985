using RevenueFunctions.Local.Demo.Workload;
using RevenueFunctions.Tests.Simulation.Kernel;

namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>Which forms a fact can take.</summary>
internal static class LetterShapes
{
    /// <summary>The type that the old agent reports in a shape of its own.</summary>
    public const string Legacy = "acme.compute.load";

    private const string Egress = "acme.network.egress";

    /// <summary>One of the forms that the fact can take.</summary>
    public static LetterShape Draw(UsageFact fact, Chance chance) => fact.Type switch
    {
        Legacy or Egress when chance.Percent(60) => LetterShape.Own,
        _ => chance.Pick([LetterShape.Structured, LetterShape.Structured, LetterShape.Structured, LetterShape.Spaced, LetterShape.Binary]),
    };
}
