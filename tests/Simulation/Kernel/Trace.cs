using System.Globalization;

namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>What happened in a run, step by step. Kept only when asked for: a failing seed is run once more with it.</summary>
internal sealed class Trace(bool isKept)
{
    private readonly List<string> lines = [];

    /// <summary>True when lines are kept: whoever composes a costly line asks first.</summary>
    public bool IsKept => isKept;

    /// <summary>Every line, oldest first.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Adds a line.</summary>
    public void Add(DateTimeOffset now, string what)
    {
        if (isKept)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{lines.Count + 1,6}  {now:MM-dd HH:mm:ss.fff}  {what}"));
        }
    }
}
