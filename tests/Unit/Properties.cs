using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace RevenueFunctions.Tests.Unit;

/// <summary>
/// How properties are checked: on the same cases each run, so that a test fails because of a change and nothing else. PROPERTY_SEED=random looks
/// at new cases, PROPERTY_SEED=number at those of that seed.
/// </summary>
internal static class Properties
{
    private const ulong Fixed = 20261122;

    /// <summary>Checks the property on so many cases; a failure prints the smallest case found.</summary>
    public static void Hold(this Property property, int times = 100) => property.Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(Cases()));

    private static FSharpOption<Replay>? Cases()
    {
        var setting = Environment.GetEnvironmentVariable("PROPERTY_SEED");
        return setting == "random"
            ? FSharpOption<Replay>.None
            : FSharpOption<Replay>.Some(new Replay(
                new Rnd(ulong.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : Fixed), FSharpOption<int>.None));
    }
}
