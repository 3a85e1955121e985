using System.Globalization;

namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>A hash over the steps of a run in their order, cheap enough to be taken always: two runs of one seed that part somewhere differ in it.</summary>
internal sealed class Footprint
{
    private ulong hash = 14695981039346656037;

    /// <summary>Adds a step's figure.</summary>
    public void Add(long figure) => hash = (hash ^ (ulong)figure) * 1099511628211 ^ (hash >> 29);

    /// <summary>Adds a step's words.</summary>
    public void Add(string words)
    {
        foreach (var letter in words)
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        Add(words.Length);
    }

    /// <inheritdoc/>
    public override string ToString() => hash.ToString("x16", CultureInfo.InvariantCulture);
}
