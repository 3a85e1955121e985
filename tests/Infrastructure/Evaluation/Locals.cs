using System.Collections.Immutable;

namespace RevenueFunctions.Tests.Infrastructure.Evaluation;

/// <summary>The names that loops and lambdas give within themselves.</summary>
public sealed record Locals(ImmutableDictionary<string, BicepValue> Values)
{
    /// <summary>None.</summary>
    public static readonly Locals None = new(ImmutableDictionary<string, BicepValue>.Empty);

    /// <summary>These and more; a loop that names no index gets none.</summary>
    public Locals With(IReadOnlyList<string> names, IReadOnlyList<BicepValue> values) =>
        new(Values.SetItems(names.Zip(values, (name, value) => KeyValuePair.Create(name, value))));
}
