namespace RevenueFunctions.Tests.Simulation.Workload;

/// <summary>A stretch of time in which something happens.</summary>
internal readonly record struct Window(DateTimeOffset From, DateTimeOffset To)
{
    private static readonly TimeSpan Before = TimeSpan.FromHours(3);
    private static readonly TimeSpan After = TimeSpan.FromHours(5);

    /// <summary>The hours around some instants, those that meet as one.</summary>
    public static IReadOnlyList<Window> Around(IEnumerable<DateTimeOffset> instants)
    {
        var windows = new List<Window>();
        foreach (var instant in instants.Order())
        {
            var next = new Window(instant - Before, instant + After);
            if (windows.Count > 0 && next.From <= windows[^1].To)
            {
                windows[^1] = windows[^1] with { To = next.To };
            }
            else
            {
                windows.Add(next);
            }
        }

        return windows;
    }
}
