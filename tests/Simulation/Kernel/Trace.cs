using System.Globalization;
using System.Runtime.CompilerServices;

namespace RevenueFunctions.Tests.Simulation.Kernel;

/// <summary>What happened in a run, step by step. Kept only when asked for: a failing seed is run once more with it.</summary>
internal sealed class Trace(bool isKept, Action<string>? listener)
{
    private readonly List<string> lines = [];
    private readonly AsyncLocal<string?> who = new();
    private int entered;

    /// <summary>True when lines are kept.</summary>
    public bool IsKept => isKept;

    /// <summary>Every line, oldest first.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>From here on in the caller's method and in what it calls, lines say who is at work.</summary>
    public void Enter(string name)
    {
        if (isKept)
        {
            who.Value = string.Create(CultureInfo.InvariantCulture, $"{name}#{++entered}");
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(DateTimeOffset now, [InterpolatedStringHandlerArgument("")] ref TraceLine line)
    {
        if (isKept)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{lines.Count + 1,6}  {now:MM-dd HH:mm:ss.fff}  {(who.Value is { } name ? $"[{name}] " : string.Empty)}{line.Take()}"));
            listener?.Invoke(lines[^1]);
        }
    }
}
