namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>
/// Everything random of a run, drawn from its seed. Each purpose has a stream of its own, so that taking a fault out of the plan changes neither
/// the workload nor, up to that fault, the schedule: a failure can be shrunk.
/// </summary>
internal sealed class Chance(int seed, string purpose)
{
    private readonly Random random = new(Mix(seed, purpose));

    /// <summary>A whole number from 0 to <paramref name="below"/> - 1.</summary>
    public int Below(int below) => random.Next(below);

    /// <summary>A whole number of the range, both ends included.</summary>
    public int Between(int from, int to) => random.Next(from, to + 1);

    /// <summary>True this often in a hundred.</summary>
    public bool Percent(int percent) => random.Next(100) < percent;

    /// <summary>One of the items.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>A duration of the range.</summary>
    public TimeSpan Between(TimeSpan from, TimeSpan to) => from + ((to - from) * random.NextDouble());

    /// <summary>An instant of the range, in whole milliseconds.</summary>
    public DateTimeOffset Between(DateTimeOffset from, DateTimeOffset to) =>
        DateTimeOffset.FromUnixTimeMilliseconds(from.ToUnixTimeMilliseconds() + random.NextInt64(to.ToUnixTimeMilliseconds() - from.ToUnixTimeMilliseconds()));

    /// <summary>Puts the items into a random order.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var at = items.Count - 1; at > 0; at--)
        {
            var other = random.Next(at + 1);
            (items[at], items[other]) = (items[other], items[at]);
        }
    }

    /// <summary>The stream as a <see cref="Random"/>, for code that takes one.</summary>
    public Random AsRandom() => random;

    // string.GetHashCode differs from process to process: FNV-1a does not.
    private static int Mix(int seed, string purpose)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var letter in purpose)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) * 2246822519u >> 1);
    }
}
